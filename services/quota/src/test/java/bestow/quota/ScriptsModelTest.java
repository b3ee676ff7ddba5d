package bestow.quota;

import bestow.testing.Seeded;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The scripts against the pure model of them: the same answers to the same random history, each
/// step of which is repeated at random, on as many histories as `-Dquota.histories=` asks for.
final class ScriptsModelTest {
  private static final System.Logger LOG = System.getLogger(ScriptsModelTest.class.getName());

  private static final int HISTORIES = Integer.getInteger("quota.histories", 200);
  private static final int HISTORIES_BETWEEN_WORDS = 10_000;

  // What so many ask at once goes to Redis in few batches.
  private static final int THREADS = 16;
  private static final int STEPS = 25;

  @Test
  void theScriptsAnswerAsTheirModelDoesHoweverOftenEachIsRun() {
    var lived = new AtomicInteger();

    try (var ground = new Ground()) {
      Seeded.share(
          HISTORIES,
          THREADS,
          random -> {
            ground.live(random, STEPS);
            if (lived.incrementAndGet() % HISTORIES_BETWEEN_WORDS == 0) {
              LOG.log(
                  System.Logger.Level.INFO, "{0} of {1} histories, all the same", lived, HISTORIES);
            }
          });
    }
  }
}
