package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleRequest.End;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of orders that were held for too long, over both stores.
@ParameterizedClass(name = "{0}")
@MethodSource("stores")
final class HoldSweeperTest {
  private static final Duration HOLD_TIME = Duration.ofSeconds(60);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TIME = Duration.ofSeconds(5);

  private final Stores stores;
  private final House house;
  private final List<List<OrderNumber>> asked = new ArrayList<>();
  private final Map<OrderNumber, Stock> known = new HashMap<>();
  private boolean silent;

  HoldSweeperTest(Stores stores) {
    this.stores = stores;
    this.house = House.over(stores.quota(), stores.pools());
  }

  static Stream<Stores> stores() {
    return Stream.of(Stores.memory(), Stores.redis());
  }

  /// The next test has the same store.
  @AfterEach
  void releaseAll() {
    silent = false;
    known.clear();
    pass(Duration.ofDays(40));
    sweep(100_000);
  }

  @Test
  void aHoldIsNotAskedAboutBeforeItsTime() {
    var order = house.order(Claims.fresh());

    pass(HOLD_TIME.minusMillis(1));
    sweep(500);

    assertEquals(0, timesAsked(order));
  }

  @Test
  void deliveryDecidesWhatBecomesOfAHold() throws StoreFailure {
    var delivered = Claims.fresh();
    var refused = Claims.fresh();
    known.put(house.order(delivered), Stock.CONFIRM);
    known.put(house.order(refused), Stock.RELEASE);

    pass(HOLD_TIME);
    sweep(500);
    sweep(500);

    assertEquals(HoldState.CONFIRMED, state(delivered));
    assertEquals(HoldState.RELEASED, state(refused));
    known.keySet().forEach(order -> assertEquals(1, timesAsked(order)));
  }

  @Test
  void whatDeliverySaysNothingAboutStaysHeldHoweverLong() throws StoreFailure {
    var claims = Claims.fresh();
    var order = house.order(claims);
    silent = true;

    for (int day = 0; day < 30; day++) {
      pass(Duration.ofDays(1));
      sweep(500);
    }

    assertEquals(HoldState.HELD, state(claims));
    assertEquals(30, timesAsked(order));
  }

  @Test
  void anOrderUnderWayIsAskedAboutAgainEveryTwentySecondsHoweverOldItIs() throws StoreFailure {
    var claims = Claims.fresh();
    var order = house.order(claims);
    known.put(order, Stock.LATER);

    pass(HOLD_TIME);
    sweep(500);
    sweep(500);
    assertEquals(1, timesAsked(order));
    for (int times = 2; times <= 60; times++) {
      pass(Duration.ofSeconds(5));
      sweep(500);
      assertEquals(times - 1, timesAsked(order));
      pass(Duration.ofSeconds(5));
      sweep(500);
      assertEquals(times, timesAsked(order));
    }

    known.put(order, Stock.CONFIRM);
    pass(Duration.ofSeconds(10));
    sweep(500);
    assertEquals(HoldState.CONFIRMED, state(claims));
  }

  @Test
  void ofAHoldTimeThatIsLongerThanThatNothingIsDelayed() {
    var order = house.order(Claims.fresh());
    known.put(order, Stock.LATER);
    pass(Duration.ofDays(1));

    sweep(new HoldSweeper.Limits(SECOND, 500, TIME, Duration.ofDays(1)));
    pass(Duration.ofSeconds(10));
    sweep(500);

    assertEquals(2, timesAsked(order));
  }

  @Test
  void whereManyWaitTheyAreAskedAboutNoMoreOftenThanTheRoundsComeRound() throws StoreFailure {
    var hot = Claims.fresh().stock(1, 60, 1);
    for (int i = 0; i < 60; i++) {
      known.put(house.order(hot.by("user-" + i)), Stock.LATER);
    }
    pass(HOLD_TIME);

    sweep(2);

    // Two a second: all sixty of them take half a minute.
    var put = known.keySet().stream().filter(order -> timesAsked(order) == 1).toList();
    assertEquals(2, put.size());
    assertTrue(put.stream().noneMatch(order -> isDue(order, Duration.ofSeconds(29))));
    assertTrue(put.stream().allMatch(order -> isDue(order, Duration.ofSeconds(40))));
  }

  @Test
  void aRoundAsksAboutNoMoreThanItsBatchAndTheNextGoesOn() {
    var orders = new ArrayList<OrderNumber>();
    for (int i = 0; i < 30; i++) {
      var order = house.order(Claims.fresh());
      orders.add(order);
      known.put(order, Stock.RELEASE);
    }
    pass(HOLD_TIME);

    sweep(10);
    long once = orders.stream().filter(order -> timesAsked(order) == 1).count();
    sweep(10);
    sweep(10);
    sweep(10);

    assertEquals(10, once);
    orders.forEach(order -> assertEquals(1, timesAsked(order)));
  }

  @Test
  void theShardOfAHotGiftGivesFiftyARoundWhoeverIsLookedAtBesideIt() {
    var hot = Claims.fresh().stock(1, 60, 1);
    for (int i = 0; i < 60; i++) {
      known.put(house.order(hot.by("user-" + i)), Stock.RELEASE);
    }
    pass(HOLD_TIME);

    sweep(100);

    assertEquals(50, known.keySet().stream().filter(order -> timesAsked(order) == 1).count());
  }

  @Test
  void aDeliveryThatIsGoneIsAskedOnceARound() {
    for (int i = 0; i < 150; i++) {
      var _ = house.order(Claims.fresh());
    }
    silent = true;
    pass(HOLD_TIME);

    sweep(500);

    assertEquals(1, asked.size());
    assertEquals(Deliveries.ASKED_MAX, asked.getFirst().size());
  }

  @Test
  void anOrderThatGotItsEndInBetweenIsNotDueAgain() throws StoreFailure {
    var claims = Claims.fresh();
    var order = house.order(claims);
    var _ = house.settle(End.CONFIRM, order);

    stores.quota().postpone(order, 1);

    var due = stores.quota().due(order.shard(), Long.MAX_VALUE / 2, 10_000);
    assertTrue(due.orders().stream().noneMatch(one -> one.number().equals(order)));
  }

  private void pass(Duration time) {
    house.clock().advance(time);
  }

  private void sweep(int batch) {
    sweep(new HoldSweeper.Limits(SECOND, batch, TIME, HOLD_TIME));
  }

  private void sweep(HoldSweeper.Limits limits) {
    var metrics = new QuotaMetrics(OpenTelemetry.noop().getMeter("test"));
    Deliveries deliveries =
        orders -> {
          asked.add(orders.stream().map(OrderRecord::number).toList());
          return silent ? Map.of() : answers(orders);
        };
    var parts =
        new HoldSweeper.Parts(
            stores.quota(), house.quota(), deliveries, house.means().together(), metrics);
    new HoldSweeper(
            parts,
            Ticker.system(),
            house.clock(),
            new HoldSweeper.Chances(new SplittableRandom(1), limits))
        .round();
  }

  /// Orders of other tests in the same store are all at their end.
  private Map<OrderNumber, Stock> answers(List<OrderRecord> orders) {
    Map<OrderNumber, Stock> answers = new HashMap<>();
    for (var order : orders) {
      answers.put(order.number(), known.getOrDefault(order.number(), Stock.RELEASE));
    }
    return answers;
  }

  private boolean isDue(OrderNumber order, Duration later) {
    long then = house.clock().millis() + later.toMillis();
    try {
      return stores.quota().due(order.shard(), then, 10_000).orders().stream()
          .anyMatch(one -> one.number().equals(order));
    } catch (StoreFailure e) {
      throw new AssertionError(e);
    }
  }

  private long timesAsked(OrderNumber order) {
    return asked.stream().flatMap(List::stream).filter(order::equals).count();
  }

  private HoldState state(Claims claims) throws StoreFailure {
    var claim = claims.claim();
    return stores.quota().orders(claim.gift(), claim.user(), claim.bucket(), 9).getFirst().state();
  }
}
