package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.testing.Seeded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The laws of stock and limits, in random histories.
final class QuotaLawTest {
  /// A run in which one of these never happened has shown nothing about it.
  private static final List<String> EVERYTHING =
      List.of(
          "Held",
          "SoldOut",
          "DailyGone",
          "LimitReached",
          "KeyReused",
          "KeyInFlight",
          "Refused",
          "InDoubt",
          "settled",
          "not settled",
          "halfway");

  /// Held so that its level stays: every other history ends an order twice.
  private final Logger log = Logger.getLogger("bestow.quota");

  @BeforeEach
  void logLess() {
    log.setLevel(Level.SEVERE);
  }

  @AfterEach
  void logAsBefore() {
    log.setLevel(null);
  }

  @Test
  void theLawsHoldInEveryHistoryInMemory() {
    Map<String, Integer> seen = new HashMap<>();

    Seeded.check(
        4_000,
        random ->
            new History(random, Stores.memory())
                .live(60)
                .forEach((what, times) -> seen.merge(what, times, Integer::sum)));

    assertTrue(
        System.getProperty("seed") != null || seen.keySet().containsAll(EVERYTHING),
        () -> "saw " + seen);
  }

  @Test
  void theLawsHoldInEveryHistoryInRedis() {
    try (var redis = RedisProcess.start(RedisOptions.DEFAULT);
        var stores = Stores.on(redis)) {
      Seeded.check(
          25, random -> assertTrue(!new History(random, stores).live(40).isEmpty(), "nothing"));
    }
  }
}
