package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Act;
import bestow.testing.ConsulProcess;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Finding callees through a real Consul, and going on without it.
final class DiscoveryTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Call CALL = Call.post("/x", new byte[2]);

  @TempDir Path snapshots;

  @Test
  void aServiceIsFoundFollowedAndCalledOnWhenConsulIsKilled() throws Exception {
    try (var consul = ConsulProcess.start();
        var first = RawPeer.answering(MeshFixture.OK);
        var second = RawPeer.answering(MeshFixture.OK);
        var mesh = mesh(consul.port())) {
      register(consul, first.port(), "prod-1");
      var callee = mesh.callee(MeshFixture.patient());
      Eventually.within(SOON, () -> answered(callee), "the first instance is found");

      register(consul, second.port(), "prod-1");
      Eventually.within(
          SOON, () -> answered(callee) && second.accepted() > 0, "the second is found");
      deregister(consul, first.port());
      Eventually.within(
          SOON, () -> answered(callee) && first.open() == 0, "the first is left alone");

      consul.kill();
      for (int i = 0; i < 20; i++) {
        assertTrue(answered(callee));
      }

      consul.restart();
      register(consul, first.port(), "prod-1");
      int before = first.accepted();
      Eventually.within(
          SOON,
          () -> answered(callee) && first.accepted() > before,
          "a Consul that has begun anew is followed again");
    }
  }

  @Test
  void aProcessThatStartsWithoutConsulCallsWhomTheLastOneKnew() throws Exception {
    try (var peer = RawPeer.answering(MeshFixture.OK)) {
      try (var consul = ConsulProcess.start();
          var mesh = mesh(consul.port())) {
        register(consul, peer.port(), "prod-1");
        var callee = mesh.callee(MeshFixture.patient());
        Eventually.within(SOON, () -> answered(callee), "the instance is found");
        var snapshot = new Snapshot(snapshots, MeshFixture.NAME);
        Eventually.within(
            SOON, () -> snapshot.load() instanceof Snapshot.Found.Loaded, "the list is kept");
      }

      try (var mesh = mesh(FreePort.next())) {
        assertTrue(answered(mesh.callee(MeshFixture.patient())));
      }
    }
  }

  @Test
  void withoutConsulAndWithoutAListACallIsNotSentAndDoesNotWaitLong() {
    try (var mesh = mesh(FreePort.next())) {
      var callee = mesh.callee(MeshFixture.patient());

      var outcome = MeshFixture.call(callee, CALL);

      var notSent = assertInstanceOf(Outcome.NotSent.class, outcome);
      assertEquals(Phase.WAIT, notSent.trail().phase());
      assertTrue(notSent.trail().elapsed().compareTo(Duration.ofSeconds(10)) < 0);
    }
  }

  @Test
  void aConsulThatHangsKeepsTheFirstCallOnlyAsLongAsAllowed() {
    try (var hanging = RawPeer.start(RawPeer.Talk::request);
        var mesh = mesh(hanging.port())) {
      var callee = mesh.callee(MeshFixture.patient().total(Duration.ofMillis(200)));

      var outcome = MeshFixture.call(callee, CALL);

      assertInstanceOf(Outcome.NotSent.class, outcome);
      assertTrue(outcome.trail().elapsed().compareTo(Duration.ofMillis(200)) >= 0);
      assertTrue(outcome.trail().elapsed().compareTo(Duration.ofSeconds(4)) < 0);
    }
  }

  @Test
  void instancesOfAnotherClusterAreNeverCalled() throws Exception {
    try (var consul = ConsulProcess.start();
        var mine = RawPeer.answering(MeshFixture.OK);
        var other = RawPeer.answering(MeshFixture.OK);
        var mesh = mesh(consul.port())) {
      register(consul, other.port(), "prod-2");
      register(consul, mine.port(), "prod-1");
      var callee = mesh.callee(MeshFixture.patient());
      Eventually.within(SOON, () -> answered(callee), "mine is found");

      for (int i = 0; i < 50; i++) {
        assertTrue(answered(callee));
      }

      assertEquals(0, other.accepted());
    }
  }

  @Test
  void aConsulThatLiesTakesNobodyAway() throws Exception {
    try (var first = RawPeer.answering(MeshFixture.OK);
        var second = RawPeer.answering(MeshFixture.OK);
        // Truth, an empty list, a lost leader, nonsense, and an index that has gone back.
        var consul =
            FakePeer.start(
                List.of(
                    List.of(listed(50, first.port())),
                    List.of(Act.answer(200, "[]").with("X-Consul-Index", "51")),
                    List.of(Act.answer(500, "No cluster leader")),
                    List.of(Act.answer(200, "{}").with("X-Consul-Index", "52")),
                    List.of(listed(60, first.port())),
                    List.of(listed(7, first.port())),
                    List.of(listed(8, second.port()))));
        var mesh = mesh(consul.port())) {
      var callee = mesh.callee(MeshFixture.patient());

      Eventually.within(
          SOON,
          () -> {
            assertTrue(answered(callee), "at no time is nobody there");
            return second.accepted() > 0;
          },
          "the last word is heard");

      var indexes =
          consul.requests().stream()
              .limit(7)
              .map(request -> request.replaceAll("(?s).*index=(\\d+).*", "$1"))
              .toList();
      assertEquals(List.of("0", "50", "51", "0", "0", "60", "0"), indexes);
    }
  }

  private static Act.Answer listed(long index, int port) {
    var json =
        """
        [{"Node": {"Node": "n", "Address": "127.0.0.1"},
          "Service": {"ID": "peer-%d", "Service": "bestow-peer", "Address": "127.0.0.1",
            "Port": %d, "Meta": {}, "Tags": ["cluster=prod-1"]},
          "Checks": []}]"""
            .formatted(port, port);
    return Act.answer(200, json).with("X-Consul-Index", Long.toString(index));
  }

  private Mesh mesh(int consulPort) {
    return Mesh.open(
        MeshFixture.settings("127.0.0.1", consulPort, snapshots),
        OpenTelemetry.noop(),
        Ticker.system(),
        MeshFixture.random());
  }

  private static boolean answered(Callee callee) {
    return MeshFixture.call(callee, CALL) instanceof Outcome.Answered;
  }

  private static void register(ConsulProcess consul, int port, String cluster)
      throws IOException, InterruptedException {
    ConsulApi.put(
        consul,
        "/v1/agent/service/register",
        """
        {"ID": "bestow-peer-127.0.0.1-%d", "Name": "bestow-peer", "Address": "127.0.0.1",
         "Port": %d, "Tags": ["zone=a", "cluster=%s", "plane=claim"]}"""
            .formatted(port, port, cluster));
  }

  private static void deregister(ConsulProcess consul, int port)
      throws IOException, InterruptedException {
    ConsulApi.put(consul, "/v1/agent/service/deregister/bestow-peer-127.0.0.1-" + port, "");
  }
}
