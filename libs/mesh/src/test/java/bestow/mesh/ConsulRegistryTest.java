package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Act;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked of Consul, and what is made of its answers, true or not.
final class ConsulRegistryTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TWO =
      """
      [{"Node": {"Node": "n", "Address": "10.0.0.1"},
        "Service": {"ID": "q-2", "Service": "q", "Address": "", "Port": 8104, "Meta": {},
          "Tags": ["zone=a", "cluster=prod-1", "plane=claim", "lane=fast", "plain"]},
        "Checks": []},
       {"Node": {"Node": "n", "Address": "10.0.0.1"},
        "Service": {"ID": "q-1", "Service": "q", "Address": "10.0.0.7", "Port": 8104, "Meta": {},
          "Tags": []},
        "Checks": []},
       {"Node": {"Node": "n", "Address": "10.0.0.1"},
        "Service": {"ID": "no port", "Service": "q", "Address": "10.0.0.7", "Port": 0, "Meta": {},
          "Tags": []},
        "Checks": []}]""";

  @Test
  void aStaleBlockingQueryForThosePassingIsAskedWithTheTokenInAHeader() {
    try (var peer = RawPeer.answering(answer(41, TWO));
        var registry = registry(peer.port(), "s3cret")) {

      var reply = registry.list("bestow-quota", 40);

      var request = peer.requests().getFirst();
      var line = request.lines().findFirst().orElseThrow();
      assertTrue(line.startsWith("GET /v1/health/service/bestow-quota?"), line);
      for (var part : List.of("passing=true", "stale", "index=40", "wait=10s")) {
        assertTrue(line.contains(part), line);
      }
      assertTrue(request.contains("X-Consul-Token: s3cret"), request);
      assertTrue(!line.contains("s3cret"), line);
      var here = new Place("a", "prod-1", "claim", "fast");
      assertEquals(
          new Registry.Reply.Listed(
              41,
              List.of(
                  new Instance("q-1", "10.0.0.7", 8104, Place.unknown()),
                  new Instance("q-2", "10.0.0.1", 8104, here))),
          reply);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 500 No cluster leader\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 13\r\n\r\nACL not found",
        "HTTP/1.1 200 OK\r\nX-Consul-Index: nine\r\nContent-Length: 2\r\n\r\n[]",
        "HTTP/1.1 200 OK\r\nX-Consul-Index: 9\r\nContent-Length: 4\r\n\r\n<ht>",
        "HTTP/1.1 200 OK\r\nX-Consul-Index: 9\r\nContent-Length: 4\r\n\r\nnull",
        "HTTP/1.1 200 OK\r\nX-Consul-Index: 9\r\nContent-Length: 11\r\n\r\n[{\"Node\":1}",
        "no HTTP at all\r\n\r\n",
      })
  void anAnswerThatIsNoListIsSilence(String said) {
    try (var peer = RawPeer.answering(said);
        var registry = registry(peer.port(), "")) {
      assertInstanceOf(Registry.Reply.Silent.class, registry.list("bestow-quota", 0));
    }
  }

  @Test
  void aQueryThatBreaksIsSilenceAndNotAskedAgainWithAnIndexOfBefore() {
    var one = Act.answer(200, "[]").with("X-Consul-Index", "50");
    try (var peer =
            FakePeer.start(
                List.of(
                    List.of(one, Act.fail(Act.Moment.REQUEST, Act.Fault.CLOSE)),
                    List.of(Act.fail(Act.Moment.REQUEST, Act.Fault.CLOSE), one)));
        var registry = registry(peer.port(), "")) {
      assertInstanceOf(Registry.Reply.Listed.class, registry.list("bestow-quota", 0));

      assertInstanceOf(Registry.Reply.Silent.class, registry.list("bestow-quota", 50));

      assertEquals(2, peer.requests().size());
    }
  }

  @Test
  void nobodyListeningIsSilence() {
    try (var registry = registry(FreePort.next(), "")) {
      assertInstanceOf(Registry.Reply.Silent.class, registry.list("bestow-quota", 0));
    }
  }

  @Test
  void closingEndsAQueryThatWaits() throws InterruptedException {
    try (var peer = RawPeer.start(RawPeer.Talk::request)) {
      var registry = registry(peer.port(), "");
      var reply = new AtomicReference<Registry.Reply>(new Registry.Reply.Listed(0, List.of()));
      var asking = Thread.ofVirtual().start(() -> reply.set(registry.list("bestow-quota", 1)));
      Eventually.within(SOON, () -> !peer.requests().isEmpty(), "the query arrived");

      registry.close();

      asking.join();
      assertInstanceOf(Registry.Reply.Silent.class, reply.get());
    }
  }

  private static ConsulRegistry registry(int port, String token) {
    return new ConsulRegistry(
        new DiscoverySettings("127.0.0.1", port, token, Path.of("unused"), Duration.ofSeconds(1)));
  }

  private static String answer(long index, String json) {
    return "HTTP/1.1 200 OK\r\nX-Consul-Index: %d\r\nX-Consul-LastContact: 0\r\nX-Consul-KnownLeader: true\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(index, json.length(), json);
  }
}
