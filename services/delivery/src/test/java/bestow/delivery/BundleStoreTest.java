package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.BundleStore.Read;
import bestow.delivery.BundleStore.Written;
import bestow.delivery.OrderStore.Due;
import bestow.wire.config.Lane;
import bestow.wire.delivery.BundleState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every store of bundles keeps to, the one in memory and the one in Redis; and their text.
final class BundleStoreTest {

  private static RedisFixture redis;
  private static final MemoryBundleStore MEMORY = new MemoryBundleStore();

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
  void aStepIsTakenOnlyFromTheVersionItWasMadeFrom(Kind kind) {
    var store = store(kind);
    var born = born();
    assertEquals(new Read.Is(Optional.empty()), store.read(born.number()));

    assertInstanceOf(Written.Done.class, store.write(Optional.empty(), born));
    assertInstanceOf(Written.Done.class, store.write(Optional.empty(), born));

    var next = BundleRules.later(born, 2_000);
    var rival = BundleRules.later(born, 3_000);
    assertEquals(new Written.Other(Optional.of(born)), store.write(Optional.empty(), next));
    assertInstanceOf(Written.Done.class, store.write(Optional.of(born), next));
    assertEquals(new Written.Other(Optional.of(next)), store.write(Optional.of(born), rival));
    assertEquals(new Read.Is(Optional.of(next)), store.read(born.number()));
  }

  @Test
  void aBundleIsDueAmongTheOrdersOfItsLaneUntilItIsFinal() {
    var store = store(Kind.REDIS);
    var born = born();
    var _ = store.write(Optional.empty(), born);
    assertTrue(due(born).contains(born.number()));

    var _ = store.write(Optional.of(born), BundleRules.later(born, 2_000).over());

    assertTrue(!due(born).contains(born.number()));
  }

  @Test
  void noChangedCharacterOfARecordGoesUnnoticed() {
    var born = born();
    var text = BundleText.write(born);
    for (int at = 0; at < text.length(); at++) {
      var damaged = new StringBuilder(text);
      damaged.setCharAt(at, (char) (text.charAt(at) ^ 1));
      assertThrows(
          DamagedRecordException.class, () -> BundleText.read(born.number(), damaged.toString()));
    }
  }

  @Test
  void everyStateIsReadAsItWasWritten() throws DamagedRecordException {
    var born = born();
    for (var state : BundleState.values()) {
      var bundle = new Bundle(born.number(), born.wanted(), 7, state, "not-eligible", 1, 2, 3);

      assertEquals(bundle, BundleText.read(bundle.number(), BundleText.write(bundle)));
    }
  }

  private static List<OrderNumber> due(Bundle bundle) {
    var due = redis.orders().due(Lane.FAST, bundle.number().shardIndex(), 1_900_000_000_000L, 100);
    return assertInstanceOf(Due.Are.class, due).orders();
  }

  private static Bundle born() {
    return BundleRules.born(Samples.number(), BundleRulesTest.wanted(), 1_000);
  }

  private static BundleStore store(Kind kind) {
    return switch (kind) {
      case MEMORY -> MEMORY;
      case REDIS -> redis.bundles();
    };
  }
}
