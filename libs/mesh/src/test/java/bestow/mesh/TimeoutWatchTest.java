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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Timeouts that operators change while a process runs: through a real Consul, and through one that
/// lies.
final class TimeoutWatchTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final CalleeSettings QUOTA = CalleeSettings.of("bestow-quota");

  @TempDir Path folder;

  private final TimeoutBook book = book();
  private final CalleeTerms terms = book.terms(QUOTA);

  private static TimeoutBook book() {
    return new TimeoutBook(TimeoutSettings.unchanging(), OpenTelemetry.noop(), Ticker.system());
  }

  private TimeoutWatch follow(KeyValues store, TimeoutBook into) {
    return TimeoutWatch.start("gateway", store, into, folder, MeshFixture.least());
  }

  private long readMillis() {
    return terms.timeouts().read().toMillis();
  }

  @Test
  void aTimeoutIsChangedAndTakenBackThroughConsulWhileTheMeshRuns() throws Exception {
    try (var consul = ConsulProcess.start();
        var peer = RawPeer.start(RawPeer.Talk::request);
        var mesh = mesh(consul.port(), peer.port())) {
      var callee = mesh.callee(MeshFixture.patient());
      put(consul, "bestow/timeouts/gateway/bestow-other", "read=1ms");
      put(consul, "bestow/timeouts/someone/bestow-peer", "read=2ms");

      put(consul, "bestow/timeouts/gateway/bestow-peer", "read=30ms");

      Eventually.within(
          SOON, () -> silence(callee).contains("was silent for 30 ms"), "30 ms are in force");
      put(consul, "bestow/timeouts/gateway/bestow-peer", "read=thirty");
      put(consul, "bestow/timeouts/gateway/bestow-peer", "read=40ms");
      Eventually.within(
          SOON, () -> silence(callee).contains("was silent for 40 ms"), "40 ms are in force");
    }
  }

  @Test
  void aProcessThatStartsWithoutConsulHeedsWhatTheLastOneHeard() throws Exception {
    try (var consul = ConsulProcess.start()) {
      put(consul, "bestow/timeouts/gateway/bestow-quota", "read=150ms");
      try (var _ = follow(store(consul.port()), book)) {
        Eventually.within(SOON, () -> readMillis() == 150, "it is heard");
        put(consul, "bestow/timeouts/gateway/bestow-quota", "nonsense");
        Eventually.within(SOON, () -> book.words().containsValue("nonsense"), "that too");
        Eventually.within(SOON, () -> kept().equals(Map.of("bestow-quota", "read=150ms")), "kept");
      }
    }
    var next = book();

    try (var _ = follow(store(FreePort.next()), next)) {
      assertEquals(150, next.terms(QUOTA).timeouts().read().toMillis());
    }
  }

  @Test
  void whatIsTakenBackFallsBackToTheSettings() throws Exception {
    try (var consul = ConsulProcess.start();
        var _ = follow(store(consul.port()), book)) {
      put(consul, "bestow/timeouts/gateway/bestow-quota", "read=150ms");
      Eventually.within(SOON, () -> readMillis() == 150, "it is heard");

      delete(consul, "bestow/timeouts/gateway/bestow-quota");

      Eventually.within(SOON, () -> readMillis() == 200, "it is as in the settings");
    }
  }

  @Test
  void aConsulThatBeginsAnewTakesNothingBack() throws Exception {
    try (var consul = ConsulProcess.start();
        var _ = follow(store(consul.port()), book)) {
      for (int i = 0; i < 50; i++) {
        put(consul, "bestow/timeouts/gateway/bestow-quota", "read=" + (100 + i) + "ms");
      }
      Eventually.within(SOON, () -> readMillis() == 149, "the last is heard");

      consul.restart();
      put(consul, "bestow/timeouts/gateway/bestow-else", "read=1ms");
      Eventually.within(SOON, () -> book.words().containsKey("bestow-else"), "it is followed");
    }
  }

  @Test
  void emptyAfterAnIndexThatWentBackIsNoProofAndEmptyAfterOneThatWentOnIs() {
    var store =
        new Said(
            said(50, Map.of("bestow-quota", "read=150ms")),
            new KeyValues.Reply.Silent("gone"),
            said(3, Map.of()));
    try (var _ = follow(store, book)) {
      store.awaitAll();
      assertEquals(150, readMillis());
    }
    var then = new Said(said(4, Map.of("bestow-quota", "read=140ms")), said(5, Map.of()));
    try (var _ = follow(then, book)) {
      then.awaitAll();
      assertEquals(200, readMillis());
      assertEquals(List.of(0L, 4L, 5L), then.asked);
    }
  }

  @Test
  void aConsulThatAnswersNonsenseOrForbidsOrHangsChangesNothing() {
    for (var act :
        List.of(
            Act.answer(403, "ACL not found"),
            Act.answer(500, "No cluster leader"),
            Act.answer(404, ""),
            Act.answer(200, "<ht>").with("X-Consul-Index", "9"),
            Act.fail(Act.Moment.REQUEST, Act.Fault.STALL))) {
      try (var consul = FakePeer.start(act)) {
        book.hear(Map.of("bestow-quota", "read=150ms"));
        try (var _ = follow(store(consul.port()), book)) {
          Eventually.within(SOON, () -> !consul.requests().isEmpty(), "it was asked");
          assertTrue(consul.requests().getFirst().startsWith("GET /v1/kv/bestow"));
        }
        assertEquals(150, readMillis());
      }
    }
  }

  @Test
  void oneWordThatMakesNoSenseKeepsNoOtherFromBeingHeard() {
    var delivery = book.terms(CalleeSettings.of("bestow-delivery"));

    book.hear(Map.of("bestow-quota", "read=150ms", "bestow-delivery", "read=5s"));

    assertEquals(150, readMillis());
    assertEquals(200, delivery.timeouts().read().toMillis());
    assertEquals(Map.of("bestow-quota", "read=150ms"), book.kept());
  }

  private Mesh mesh(int consulPort, int peerPort) throws IOException {
    new Snapshot(folder, MeshFixture.NAME).save(List.of(MeshFixture.instance(peerPort)));
    var settings = MeshFixture.settings("127.0.0.1", consulPort, folder);
    var judged = new TimeoutSettings("gateway", 0.8, Duration.ofMinutes(1), 1_000);
    return Mesh.open(
        new MeshSettings(settings.zone(), settings.cluster(), settings.discovery(), judged),
        OpenTelemetry.noop(),
        Ticker.system(),
        MeshFixture.random());
  }

  private static String silence(Callee callee) {
    var context = MeshFixture.within(Duration.ofMillis(500));
    var outcome = context.call(() -> callee.call(Call.post("/x", new byte[2])));
    return assertInstanceOf(Outcome.MaybeApplied.class, outcome).why();
  }

  private Map<String, String> kept() {
    return book.kept();
  }

  private KeyValues store(int port) {
    return new ConsulKeyValues(MeshFixture.settings("127.0.0.1", port, folder).discovery());
  }

  private static void put(ConsulProcess consul, String key, String value)
      throws IOException, InterruptedException {
    send(consul, key, HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofString(value)));
  }

  private static void delete(ConsulProcess consul, String key)
      throws IOException, InterruptedException {
    send(consul, key, HttpRequest.newBuilder().DELETE());
  }

  private static void send(ConsulProcess consul, String key, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              request.uri(consul.uri().resolve("/v1/kv/" + key)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer::body);
    }
  }

  private static KeyValues.Reply said(long index, Map<String, String> values) {
    return new KeyValues.Reply.Listed(index, values);
  }

  /// Says these things one after the other, then nothing more.
  private static final class Said implements KeyValues {

    private final List<Reply> replies;
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Said(Reply... replies) {
      this.replies = List.of(replies);
    }

    @Override
    public Reply under(String prefix, long index) {
      asked.add(index);
      if (asked.size() <= replies.size()) {
        return replies.get(asked.size() - 1);
      }
      try {
        closed.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return new Reply.Silent("closed");
    }

    @Override
    public void close() {
      closed.countDown();
    }

    private void awaitAll() {
      Eventually.within(SOON, () -> asked.size() > replies.size(), "all was said and heard");
    }
  }
}
