package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.Allowance.Taken;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What operators may make good a day: what both stores keep to.
final class AllowanceTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final MemoryAllowance MEMORY = new MemoryAllowance();
  private static RedisFixture redis;

  enum Kind {
    MEMORY,
    REDIS
  }

  @BeforeAll
  static void start() {
    redis = RedisFixture.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @ParameterizedTest
  @EnumSource
  void anOperatorHasSoManyADayAndEachOrderCountsOnce(Kind kind) {
    var first = Samples.number();
    var second = Samples.number();
    var ann = "ann of " + kind;

    assertEquals(new Taken.Is(), store(kind).take(ann, TODAY, first, 1));
    assertEquals(new Taken.Is(), store(kind).take(ann, TODAY, first, 1));
    assertEquals(new Taken.Gone(), store(kind).take(ann, TODAY, second, 1));
    assertEquals(new Taken.Is(), store(kind).take(ann, TODAY, first, 1));
    assertEquals(new Taken.Is(), store(kind).take("bob of " + kind, TODAY, second, 1));
    assertEquals(new Taken.Is(), store(kind).take(ann, TODAY.plusDays(1), second, 1));
    assertEquals(new Taken.Is(), store(kind).take(ann, TODAY, second, 2));
    assertEquals(new Taken.Gone(), store(kind).take("carl of " + kind, TODAY, first, 0));
  }

  @Test
  void aDayIsForgottenAfterAMonth() {
    var far = LocalDate.parse("2040-01-01");
    var _ = redis.allowance().take("dora", far, Samples.number(), 1);

    var till = redis.redis().command("PEXPIRETIME", RedisAllowance.key("dora", far));

    assertTrue(till.contains("2211580800000"), till);
  }

  @Test
  void withoutItsStoreNobodyKnows() {
    try (var gone = RedisFixture.start()) {
      var allowance = gone.allowance();
      gone.redis().kill();

      assertInstanceOf(Taken.Unanswered.class, allowance.take("ann", TODAY, Samples.number(), 1));
    }
  }

  private static Allowance store(Kind kind) {
    return switch (kind) {
      case MEMORY -> MEMORY;
      case REDIS -> redis.allowance();
    };
  }
}
