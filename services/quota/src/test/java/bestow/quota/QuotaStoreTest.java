package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.Holding.Held;
import bestow.quota.Holding.Repeated;
import bestow.wire.config.Period;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleRequest.End;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What both stores promise of limits and orders.
@ParameterizedClass(name = "{0}")
@MethodSource("stores")
final class QuotaStoreTest {
  private final Stores stores;

  QuotaStoreTest(Stores stores) {
    this.stores = stores;
  }

  static Stream<Stores> stores() {
    return Stream.of(Stores.memory(), Stores.redis(), Stores.cluster());
  }

  @Test
  void aHoldTakesAUnitAndTheSecondClickGetsTheSameOrder() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());

    var first = assertInstanceOf(Held.class, stores.hold(claims));
    var second = stores.hold(claims);

    assertEquals(9, first.free());
    assertEquals(new Repeated(first.order()), second);
    assertEquals(Stores.bucket(9, 1, 0), stores.figures(claims));
  }

  @Test
  void anOrderNumberCountsTheUsersOrdersOfThePeriodAndNamesItsShard() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(2, Period.CAMPAIGN));

    var first = stores.held(claims);
    stores.settle(first, End.CONFIRM);
    var second = stores.held(claims);

    assertEquals("000001", first.value().substring(26));
    assertEquals("000002", second.value().substring(26));
    assertEquals(first.value().substring(0, 26), second.value().substring(0, 26));
    assertEquals(Layout.shard(claims.gift(), 0), first.shard());
  }

  @Test
  void theLimitCountsHeldAndConfirmedOrdersOfThePeriodAlone() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(1, Period.DAY));

    stores.settle(held(claims, "2026-11-21"), End.CONFIRM);

    assertEquals(new Holding.Limit(), hold(claims, "2026-11-21"));
    assertInstanceOf(Held.class, hold(claims, "2026-11-22"));
  }

  @Test
  void anOpenOrderOfAnEarlierPeriodIsTheSameClaim() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(1, Period.DAY));

    var order = held(claims, "2026-11-21");

    assertEquals(new Repeated(order), hold(claims, "2026-11-22"));
  }

  @Test
  void aReleaseGivesTheUnitAndTheUsersChanceBackButNeverTheNumber() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().stock(1, 1, 1));
    var first = stores.held(claims);

    var settled = stores.quota().settle(first, End.RELEASE);
    var second = stores.held(claims);

    assertEquals(new Settling.Settled(List.of(PoolId.stock(claims.gift()))), settled);
    assertNotEquals(first, second);
    assertEquals(Stores.bucket(0, 1, 0), stores.figures(claims));
  }

  @Test
  void settlingAgainChangesNothingAndTheOtherEndIsContrary() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(2, Period.CAMPAIGN));
    var kept = stores.held(claims);
    stores.settle(kept, End.CONFIRM);
    var given = stores.held(claims);
    stores.settle(given, End.RELEASE);

    assertEquals(new Settling.Repeated(), stores.quota().settle(kept, End.CONFIRM));
    assertEquals(new Settling.Contrary(), stores.quota().settle(kept, End.RELEASE));
    assertEquals(new Settling.Repeated(), stores.quota().settle(given, End.RELEASE));
    assertEquals(new Settling.Contrary(), stores.quota().settle(given, End.CONFIRM));
    assertEquals(Stores.bucket(9, 0, 1), stores.figures(claims));
  }

  @Test
  void anOrderNobodyMadeIsUnknown() throws StoreFailure {
    var number = new OrderNumber("a".repeat(24) + "7f000001");

    assertEquals(new Settling.Unknown(), stores.quota().settle(number, End.CONFIRM));
    assertEquals(new Settling.Unknown(), stores.quota().settle(number, End.RELEASE));
  }

  @Test
  void anEmptyBucketSaysWhatItLacksAndNothingChanges() throws StoreFailure {
    var claims = Claims.fresh().stock(1, 1, 1L, 1);

    var never = assertInstanceOf(Holding.Empty.class, stores.hold(claims));
    stores.supply(PoolId.stock(claims.gift()), 1);
    var noDay = assertInstanceOf(Holding.Empty.class, stores.hold(claims));

    var stock = new Holding.Lack(PoolId.stock(claims.gift()), 0);
    var day = new Holding.Lack(new PoolId(claims.gift(), "2026-11-21"), 0);
    assertEquals(List.of(stock, day), never.lacks());
    assertEquals(List.of(day), noDay.lacks());
    assertEquals(Stores.bucket(1, 0, 0), stores.figures(claims));
  }

  @Test
  void theLastUnitLeavesAnEmptyBucketThatTellsHowManyLeasesItHad() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().stock(1, 1, 1));
    stores.held(claims);

    var lack = new Holding.Lack(PoolId.stock(claims.gift()), 1);
    assertEquals(new Holding.Empty(List.of(lack)), stores.hold(claims.by("bob")));
    assertEquals(Stores.bucket(0, 1, 0), stores.figures(claims));
  }

  @Test
  void aDailyGiftIsTakenFromStockAndDayAndGoesBackToItsOwnDay() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().stock(1, 5, 3L, 1).perUser(9, Period.CAMPAIGN));
    var today = new PoolId(claims.gift(), "2026-11-21");

    var order = assertInstanceOf(Held.class, stores.hold(claims)).order();
    var held = stores.pools().bucket(today, 0);
    var settled = stores.quota().settle(order, End.RELEASE);

    assertEquals(new Bucket(2, 1, 0, 3, 1, 0, 0), held);
    assertEquals(new Settling.Settled(List.of(PoolId.stock(claims.gift()), today)), settled);
    assertEquals(new Bucket(3, 0, 0, 3, 1, 0, 0), stores.pools().bucket(today, 0));
    assertEquals(Stores.bucket(5, 0, 0), stores.figures(claims));
  }

  @Test
  void ordersComeNewestFirstWithAllThatIsKnownOfThem() throws StoreFailure {
    var claims =
        stores.supplied(Claims.fresh().perUser(2, Period.DAY).by("zoë|with:odd {characters}"));
    var first = held(claims, "2026-11-21");
    stores.settle(first, End.RELEASE);
    var second = held(claims, "2026-11-21");
    stores.settle(second, End.CONFIRM);
    var third = held(claims, "2026-11-22");

    var orders =
        stores.quota().orders(claims.gift(), new UserId("zoë|with:odd {characters}"), 0, 10);

    assertEquals(List.of(third, second, first), orders.stream().map(OrderRecord::number).toList());
    assertEquals(
        List.of(HoldState.HELD, HoldState.CONFIRMED, HoldState.RELEASED),
        orders.stream().map(OrderRecord::state).toList());
    assertTrue(orders.stream().allMatch(order -> order.heldAt() == 1_800_000_000_000L));
    assertEquals(
        List.of(third, second),
        stores.quota().orders(claims.gift(), new UserId(claims.user()), 0, 2).stream()
            .map(OrderRecord::number)
            .toList());
    assertEquals(List.of(), stores.quota().orders(claims.gift(), new UserId("bob"), 0, 10));
    assertEquals(Optional.of(orders.get(1)), stores.quota().order(second));
    assertEquals(
        Optional.empty(), stores.quota().order(new OrderNumber("a".repeat(24) + "00000001")));
  }

  private Holding hold(Claims claims, String day) throws StoreFailure {
    return stores.quota().hold(claims.taking(day, day));
  }

  private OrderNumber held(Claims claims, String day) throws StoreFailure {
    return assertInstanceOf(Held.class, hold(claims, day)).order();
  }
}
