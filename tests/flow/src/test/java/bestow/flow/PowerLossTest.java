package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bestow.drills.Checker.Verdict;
import bestow.drills.History.Place;
import bestow.flow.Chronicle.Plot;
import bestow.flow.Chronicle.Wanted;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was answered outlives the power. Needs a C compiler; without one it is skipped.
final class PowerLossTest {
  private static final int WRITES = 500;
  private static final int USERS = 50;

  @TempDir private Path folder;
  private Optional<PowerLoss> power = Optional.empty();

  @BeforeEach
  void find() {
    power = PowerLoss.in(folder);
    assumeTrue(power.isPresent(), "no C compiler: nothing is known of a loss of power");
  }

  @Test
  void aStoreThatSyncsOnceASecondLosesWritesAndOneThatAlwaysDoesLosesNone() {
    assertTrue(left(RedisOptions.DEFAULT) < WRITES);
    assertEquals(WRITES, left(RedisOptions.DEFAULT.withFsyncAlways()));
  }

  @Test
  void nothingThatWasAnsweredIsLostWithThePowerOfAStore() {
    try (var house = House.unplugged(folder, power.orElseThrow(), SwarmTest.hasty())) {
      var campaign = CampaignFile.hasty("power", 100_000, 1_000);
      house.publish(campaign);
      var users = Chronicle.users(house, "user-", USERS);
      var plot = Plot.of(campaign, 1, users);
      var chronicle = new Chronicle(house, plot, List.of(house.port("gateway", 1)));
      chronicle.gather(
          Duration.ofMillis(15), campaign.stock(), i -> new Wanted(users.get(i % USERS), campaign));
      for (var store : List.of("quota", "delivery", "quota", "delivery")) {
        chronicle.pass(Duration.ofSeconds(2));
        chronicle.note(
            "the power of redis-" + store + " goes",
            Place.of(store),
            () -> power.orElseThrow().strike(house.redis(store)));
      }
      chronicle.pass(Duration.ofSeconds(2));

      assertEquals(new Verdict.Valid(), chronicle.end());
    }
  }

  /// How many writes are there after a loss of power.
  private int left(RedisOptions options) {
    var environment = power.orElseThrow().environment();
    for (var variable : environment.entrySet()) {
      options = options.withEnvironment(variable.getKey(), variable.getValue());
    }
    try (var redis = RedisProcess.start(options)) {
      for (int i = 0; i < WRITES; i++) {
        redis.command("SET", "key-" + i, "value");
      }
      power.orElseThrow().strike(redis);
      return Integer.parseInt(redis.command("DBSIZE"));
    }
  }
}
