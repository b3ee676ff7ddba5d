package bestow.mesh;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that starts or goes on while its registry is gone, forbids, hangs or is immense.
final class RegistryGoneTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Call CALL = Call.post("/x", new byte[2]);

  @TempDir Path folder;

  /// What the last process left on disk.
  enum OnDisk {
    GOOD,
    ABSENT,
    CORRUPT,
    TRUNCATED,
    OF_A_NEWER_VERSION,
    EMPTY,
    NO_FILE_BUT_A_FOLDER
  }

  /// Scenario 45.
  @ParameterizedTest
  @EnumSource
  void withoutConsulAProcessRoutesAtOnceByTheListOnDiskOrSaysThatItKnowsNobody(OnDisk left)
      throws IOException {
    try (var peer = RawPeer.answering(MeshFixture.OK)) {
      leave(left, peer.port());
      try (var mesh = mesh(FreePort.next())) {
        var outcome = MeshFixture.call(mesh.callee(MeshFixture.patient()), CALL);

        if (left == OnDisk.GOOD) {
          assertInstanceOf(Outcome.Answered.class, outcome);
        } else {
          assertInstanceOf(Outcome.NotSent.class, outcome);
          assertEquals(Phase.WAIT, outcome.trail().phase());
        }
        // Far below the 5 s that the first call may wait: a Consul that refuses is no wait.
        assertTrue(outcome.trail().elapsed().compareTo(Duration.ofSeconds(4)) < 0);
      }
    }
  }

  /// Scenario 45.
  @ParameterizedTest
  @EnumSource(names = {"CORRUPT", "TRUNCATED", "OF_A_NEWER_VERSION", "EMPTY"})
  void aListThatMustNotBeBelievedGivesWayToTheOneBefore(OnDisk left) throws IOException {
    try (var peer = RawPeer.answering(MeshFixture.OK)) {
      leave(OnDisk.GOOD, peer.port());
      Files.move(
          folder.resolve("bestow-peer.instances"),
          folder.resolve("bestow-peer.instances.previous"));
      leave(left, 1);
      try (var mesh = mesh(FreePort.next())) {
        assertInstanceOf(
            Outcome.Answered.class, MeshFixture.call(mesh.callee(MeshFixture.patient()), CALL));
      }
    }
  }

  @Test
  void aConsulThatForbidsTakesNobodyAway() throws IOException {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var consul = FakePeer.start(Act.answer(403, "ACL not found"))) {
      leave(OnDisk.GOOD, peer.port());
      try (var mesh = mesh(consul.port())) {
        var callee = mesh.callee(MeshFixture.patient());
        Eventually.within(SOON, () -> consul.requests().size() >= 3, "it was asked");

        assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      }
    }
  }

  @Test
  void aConsulThatStopsInTheMiddleKeepsNoCallWaiting() throws Exception {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var consul = ConsulProcess.start();
        var mesh = mesh(consul.port())) {
      ConsulApi.register(consul, "p-1", peer.port());
      var callee = mesh.callee(MeshFixture.patient());
      Eventually.within(
          SOON,
          () -> MeshFixture.call(callee, CALL) instanceof Outcome.Answered,
          "the instance is found");
      consul.pause();
      try {
        for (int i = 0; i < 50; i++) {
          var outcome = MeshFixture.call(callee, CALL);
          assertInstanceOf(Outcome.Answered.class, outcome);
          assertTrue(outcome.trail().elapsed().compareTo(Duration.ofSeconds(2)) < 0);
        }
      } finally {
        consul.resume();
      }
    }
  }

  @Test
  void aConsulThatForgetsMostOfThemAtOnceTakesNobodyAwayAndBringsWhoeverIsNew() throws Exception {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var consul = ConsulProcess.start();
        var mesh = mesh(consul.port())) {
      for (int i = 0; i < 10; i++) {
        ConsulApi.register(consul, "p-" + i, peer.port());
      }
      var callee = mesh.callee(MeshFixture.patient());
      Eventually.within(SOON, () -> kept().size() == 10, "all are found");

      ConsulApi.forget(
          consul, IntStream.range(1, 10).mapToObj(i -> "p-" + i).toList(), peer.port());
      Eventually.within(SOON, () -> kept().size() == 11, "nobody is lost, and one is new");
      ConsulApi.forget(consul, List.of("p-0"), peer.port());

      for (int i = 0; i < 20; i++) {
        assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      }
      assertEquals(11, kept().size());
    }
  }

  @Test
  void tenThousandInstancesAreFoundKeptAndFoundAgain() throws IOException {
    var json =
        IntStream.range(0, 10_000)
            .mapToObj(RegistryGoneTest::listed)
            .collect(Collectors.joining(",", "[", "]"));
    var immense = Act.answer(200, json).with("X-Consul-Index", "7");
    try (var consul = FakePeer.start(immense, Act.fail(Act.Moment.REQUEST, Act.Fault.STALL));
        var mesh = mesh(consul.port())) {
      var callee = mesh.callee(MeshFixture.patient());

      Eventually.within(SOON, () -> kept().size() == 10_000, "they are on disk");
      assertEquals(10_000, seen(mesh, callee));
    }
    try (var mesh = mesh(FreePort.next())) {
      assertEquals(10_000, seen(mesh, mesh.callee(MeshFixture.patient())));
    }
  }

  @Test
  void howeverManyCallEachCalleeIsWatchedByOneQuery() throws Exception {
    try (var consul = FakePeer.start(Act.fail(Act.Moment.REQUEST, Act.Fault.STALL));
        var mesh = mesh(consul.port())) {
      var callees = new ArrayList<Callee>();
      for (int i = 0; i < 5; i++) {
        for (var name : List.of("bestow-one", "bestow-two")) {
          callees.add(
              mesh.callee(
                  new CalleeSettings(
                      name,
                      SOON,
                      SOON,
                      SOON,
                      Duration.ofMillis(1 + i),
                      1,
                      1,
                      1,
                      HealSettings.usual())));
          callees.add(mesh.optional(CalleeSettings.of(name)));
        }
      }
      for (var callee : callees) {
        MeshFixture.within(Duration.ofMillis(5)).call(() -> callee.call(CALL));
      }

      Eventually.within(SOON, () -> consul.requests().size() >= 2, "both are asked for");
      assertEquals(2, consul.accepted());
    }
  }

  @Test
  void connectionsToWhoeverWasReplacedAreClosed() throws Exception {
    try (var before = RawPeer.answering(MeshFixture.OK);
        var after = RawPeer.answering(MeshFixture.OK);
        var consul =
            FakePeer.start(
                List.of(
                    List.of(answer(7, before.port())),
                    List.of(
                        Act.answer(200, "[" + listed(after.port()) + "]")
                            .with("X-Consul-Index", "8")
                            .after(Duration.ofSeconds(2))),
                    List.of(Act.fail(Act.Moment.REQUEST, Act.Fault.STALL))));
        var mesh = mesh(consul.port())) {
      var callee = mesh.callee(MeshFixture.patient());
      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      assertEquals(1, before.open());

      // No call is made: the change of the list alone does it.
      Eventually.within(SOON, () -> before.open() == 0, "the connection is closed");

      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      assertEquals(1, after.open());
    }
  }

  private static int seen(Mesh mesh, Callee callee) {
    MeshFixture.within(Duration.ofMillis(100)).call(() -> callee.call(CALL));
    return mesh.view().getFirst().listed().size();
  }

  private void leave(OnDisk left, int port) throws IOException {
    var file = folder.resolve("bestow-peer.instances");
    var snapshot = new Snapshot(folder, MeshFixture.NAME);
    switch (left) {
      case GOOD -> snapshot.save(List.of(MeshFixture.instance(port)));
      case ABSENT -> {}
      case CORRUPT -> {
        Files.writeString(file, "bestow-kept 1 9 00000000\nnonsense\n");
      }
      case TRUNCATED -> {
        var other = new KeptFile(folder, "other", 1_000);
        other.save("bestow-instances 1\nx\t127.0.0.1\t1\ta\tprod-1\t\t\n".getBytes(US_ASCII));
        var whole = Files.readAllBytes(folder.resolve("other"));
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
      }
      case OF_A_NEWER_VERSION -> Files.writeString(file, "bestow-kept 2 0 00000000\n");
      case EMPTY -> Files.write(file, new byte[0]);
      case NO_FILE_BUT_A_FOLDER -> Files.createDirectory(file);
    }
  }

  private List<Instance> kept() {
    return new Snapshot(folder, MeshFixture.NAME).load() instanceof Snapshot.Found.Loaded(var all)
        ? all
        : List.of();
  }

  private static Act.Answer answer(long index, int port) {
    return Act.answer(200, "[" + listed(port) + "]").with("X-Consul-Index", Long.toString(index));
  }

  private static String listed(int number) {
    return """
    {"Node": {"Node": "n", "Address": "127.0.0.1"},
     "Service": {"ID": "peer-%d", "Service": "bestow-peer", "Address": "127.0.0.1",
       "Port": %d, "Meta": {}, "Tags": ["zone=a", "cluster=prod-1"]},
     "Checks": []}"""
        .formatted(number, Math.max(1, number));
  }

  private Mesh mesh(int consulPort) {
    return Mesh.open(
        MeshFixture.settings("127.0.0.1", consulPort, folder),
        OpenTelemetry.noop(),
        Ticker.system(),
        MeshFixture.random());
  }
}
