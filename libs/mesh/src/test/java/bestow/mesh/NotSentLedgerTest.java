package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an outcome says, held against the ledger of a callee that dies at every point of an
/// exchange in every way, on fresh connections and used ones. `-Druns=` makes more of it.
final class NotSentLedgerTest {

  private static final int RUNS = Integer.getInteger("runs", 10_000);
  private static final long SEED = Long.getLong("seed", 7);
  private static final int AT_ONCE = 48;

  @TempDir Path snapshots;

  /// Scenario 42.
  @Test
  void notSentMeansNoEffectAndAnsweredMeansOneAndNothingIsDoneTwice() throws Exception {
    var outcomes = new ConcurrentHashMap<Integer, Outcome>();
    try (var peer = LedgerPeer.start(SEED)) {
      callAll(peer, outcomes);
      // What was sent and not yet read may still be done, but never what was not sent.
      Eventually.within(Duration.ofSeconds(20), () -> peer.alive() == 0, "the peer is done");

      assertEquals(RUNS, outcomes.size());
      outcomes.forEach((number, outcome) -> check(number, outcome, peer));
      enoughOfEach(outcomes);
    }
  }

  private void callAll(LedgerPeer peer, Map<Integer, Outcome> outcomes) throws Exception {
    try (var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(settings());
      var places = new Semaphore(AT_ONCE);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < RUNS; i++) {
          int number = i;
          places.acquire();
          threads.execute(
              () -> {
                try {
                  outcomes.put(number, MeshFixture.call(callee, call(number)));
                } finally {
                  places.release();
                }
              });
        }
      }
    }
  }

  private static void check(int number, Outcome outcome, LedgerPeer peer) {
    int done = peer.done(number);
    switch (outcome) {
      case Outcome.NotSent _ -> assertEquals(0, done, () -> number + ": " + outcome);
      case Outcome.Answered _, Outcome.Unreadable _ ->
          assertEquals(1, done, () -> number + ": " + outcome);
      case Outcome.MaybeApplied _ -> assertTrue(done <= 1, () -> number + ": " + outcome);
      case Outcome.Refused _ -> throw new AssertionError(number + ": nobody refused: " + outcome);
    }
    assertEquals(
        outcome instanceof Outcome.NotSent,
        outcome.trail().bytesSent() == 0,
        () -> number + ": " + outcome);
  }

  /// Or the test would prove nothing.
  private static void enoughOfEach(Map<Integer, Outcome> outcomes) {
    for (var kind :
        new Class<?>[] {
          Outcome.Answered.class,
          Outcome.NotSent.class,
          Outcome.MaybeApplied.class,
          Outcome.Unreadable.class
        }) {
      long count = outcomes.values().stream().filter(kind::isInstance).count();
      assertTrue(count >= RUNS / 500, () -> count + " of " + RUNS + " were " + kind.getName());
    }
  }

  private static Call call(int number) {
    return Call.get("/n/" + number, "/n/{number}");
  }

  /// One attempt a call, so that the ledger of a number is that of one attempt.
  private static CalleeSettings settings() {
    var once = HealSettings.usual().with(RetrySettings.usual().gate(1, 0.9));
    return MeshFixture.patient().read(Duration.ofMillis(60)).heal(once);
  }
}
