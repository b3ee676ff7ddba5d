package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes over the wire, and until when.
final class RequestTest {

  private static final Pattern DEADLINE = Pattern.compile("Bestow-Deadline-Ms: (\\d+)\r\n");

  @TempDir Path snapshots;

  @Test
  void aCalleeIsToldHowMuchTimeIsLeftAndHowMuchItMatters() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());
      var call = Call.post("/v1/hold", "{}".getBytes(StandardCharsets.US_ASCII));

      var _ = MeshFixture.within(Duration.ofSeconds(12)).call(() -> callee.call(call));

      var request = peer.requests().getFirst();
      var left = DEADLINE.matcher(request);
      assertTrue(left.find(), request);
      assertTrue(Integer.parseInt(left.group(1)) < 12_000, request);
      assertTrue(Integer.parseInt(left.group(1)) > 1_000, request);
      assertTrue(request.startsWith("POST /v1/hold HTTP/1.1\r\nHost: 127.0.0.1:" + peer.port()));
      assertTrue(request.contains("\r\nBestow-Criticality: commit\r\n"));
      assertTrue(request.contains("\r\nContent-Type: application/json\r\n"));
      assertTrue(request.endsWith("\r\nContent-Length: 2\r\n\r\n{}"));
    }
  }

  @Test
  void theCalleeIsToldWhatIsDoneAboveAndNothingWhereNothingIs() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());
      var call = Call.post("/v1/hold", new byte[1]);

      var _ = MeshFixture.call(callee, call);
      var _ = MeshFixture.call(callee, call.repeat(Repeat.HARMLESS));
      MeshFixture.within(Duration.ofSeconds(12))
          .marked(Mark.SPILLED)
          .run(() -> callee.call(call.repeat(Repeat.HARMLESS)));

      assertFalse(peer.requests().get(0).contains("Bestow-Marks"));
      assertTrue(peer.requests().get(1).contains("\r\nBestow-Marks: repeated-above\r\n"));
      assertTrue(peer.requests().get(2).contains("\r\nBestow-Marks: repeated-above,spilled\r\n"));
    }
  }

  @Test
  void aStrangerIsToldNothingButTheCall() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots)) {
      var address = URI.create("http://127.0.0.1:" + peer.port());
      var callee = fixture.mesh().outside(address, MeshFixture.patient());

      var outcome = MeshFixture.call(callee, Call.get("/gifts/7", "/gifts/{order}"));

      assertInstanceOf(Outcome.Answered.class, outcome);
      assertEquals(
          "GET /gifts/7 HTTP/1.1\r\nHost: 127.0.0.1:"
              + peer.port()
              + "\r\nUser-Agent: bestow\r\n\r\n",
          peer.requests().getFirst());
    }
  }

  @Test
  void aStrangersMarkIsNotBelieved() {
    var marked = "HTTP/1.1 503 Busy\r\nBestow-Outcome: refused\r\nContent-Length: 0\r\n\r\n";
    try (var peer = RawPeer.answering(marked);
        var fixture = MeshFixture.of(snapshots)) {
      var address = URI.create("http://127.0.0.1:" + peer.port() + "/");
      var callee = fixture.mesh().outside(address, MeshFixture.patient());

      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, Call.get("/", "/")));
    }
  }

  @Test
  void withoutTimeLeftNothingIsSent() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());

      var spent = MeshFixture.within(Duration.ZERO).call(() -> callee.call(Call.get("/", "/")));
      var short_ =
          MeshFixture.within(Duration.ofNanos(900_000)).call(() -> callee.call(Call.get("/", "/")));

      assertInstanceOf(Outcome.NotSent.class, spent);
      assertInstanceOf(Outcome.NotSent.class, short_);
      assertEquals(0, peer.requests().size());
    }
  }

  @Test
  void anAttemptsDeadlineIsTheEarlierOfTheSettingsAndTheAskers() {
    var time = new FakeTicker();
    Ticker ticker = time::nanos;
    var stage =
        new TimeLimit(CalleeTerms.of(MeshFixture.patient().total(Duration.ofSeconds(2))), ticker);

    assertEquals(Duration.ofSeconds(2), deadline(stage, ticker, Duration.ofSeconds(3)));
    assertEquals(Duration.ofSeconds(1), deadline(stage, ticker, Duration.ofSeconds(1)));
  }

  @Test
  void anAttemptsDeadlineFollowsTheTimeoutInForce() {
    var time = new FakeTicker();
    Ticker ticker = time::nanos;
    var terms = CalleeTerms.of(CalleeSettings.of(MeshFixture.NAME));
    var stage = new TimeLimit(terms, ticker);
    assertEquals(Duration.ofMillis(500), deadline(stage, ticker, Duration.ofSeconds(9)));

    terms.hear(Optional.of("total=7s"));

    assertEquals(Duration.ofSeconds(7), deadline(stage, ticker, Duration.ofSeconds(9)));
  }

  @Test
  void anAddressThatIsNoHostIsRefused() {
    try (var fixture = MeshFixture.of(snapshots)) {
      for (var address : new String[] {"http://a/b", "ftp://a", "http:///", "a:80"}) {
        assertThrows(
            IllegalArgumentException.class,
            () -> fixture.mesh().outside(URI.create(address), MeshFixture.patient()),
            address);
      }
    }
  }

  @Test
  void aCallWithoutAContextIsAMistake() {
    try (var fixture = MeshFixture.of(snapshots)) {
      var callee = fixture.mesh().callee(MeshFixture.patient());

      var thrown = assertThrows(IllegalStateException.class, () -> callee.call(Call.get("/", "/")));

      assertFalse(thrown.toString().contains("NoSuchElement"));
    }
  }

  private static Duration deadline(TimeLimit stage, Ticker ticker, Duration asker) {
    var context = CallContext.root(Deadline.in(asker, ticker), Criticality.COMMIT);
    var attempt = context.call(() -> Attempt.first("x", Call.get("/", "/"), ticker.nanos()));
    var seen = new AtomicReference<Duration>(Duration.ZERO);
    var _ =
        stage.call(
            attempt,
            limited -> {
              seen.set(limited.deadline().remaining(ticker));
              return limited.notSent("", Phase.WAIT, ticker);
            });
    return seen.get();
  }
}
