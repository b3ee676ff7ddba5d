package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.StoreFailure.Effect;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldReply.Held;
import bestow.wire.quota.SettleRequest.End;
import bestow.wire.quota.StockReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where stock comes from and when it is gone, over a store in memory.
final class QuotaStockTest {
  private final FlakyStore store = new FlakyStore(Stores.memory());
  private final House house = House.over(store, store);

  @Test
  void everyUnitIsGivenOnceAndThenItIsSoldOut() {
    var claims = Claims.fresh().stock(1, 10, 4);

    var replies = new ArrayList<HoldReply>();
    for (int i = 0; i < 14; i++) {
      replies.add(house.reply(claims.by("user-" + i)));
    }

    assertEquals(10, replies.stream().filter(Held.class::isInstance).count());
    assertEquals(List.of(new HoldReply.SoldOut()), replies.stream().distinct().skip(10).toList());
  }

  @Test
  void soldOutCostsOneStepUntilTheDryTimeIsOver() {
    var claims = Claims.fresh().stock(1, 1, 8);
    house.order(claims);
    assertEquals(new HoldReply.SoldOut(), house.reply(claims.by("bob")));
    int before = store.steps();

    assertEquals(new HoldReply.SoldOut(), house.reply(claims.by("carol")));
    assertEquals(before + 1, store.steps());

    house.ticker().advance(House.DRY_TIME);
    assertEquals(new HoldReply.SoldOut(), house.reply(claims.by("carol")));
    assertTrue(store.steps() > before + 2);
  }

  @Test
  void aUnitThatMovesWhileItIsLookedForIsFound() throws StoreFailure {
    var claims = Claims.fresh().stock(1, 1, 2);
    var pool = PoolId.stock(claims.gift());
    var first = IntStream.range(0, 99).mapToObj(i -> claims.by("user-" + i)).toList();
    var inFirst = first.stream().filter(each -> each.claim().bucket() == 0).toList();
    var inSecond = first.stream().filter(each -> each.claim().bucket() == 1).toList();
    // The unit comes back to the second bucket; the first one was empty all the time.
    house.settle(End.RELEASE, house.order(inSecond.getFirst()));

    // The first bucket is found empty, and right then the unit goes there from the second.
    store.afterNext("giveBack", () -> move(pool));

    assertInstanceOf(Held.class, house.reply(inFirst.getFirst()));
  }

  private void move(PoolId pool) {
    try {
      var second = store.reservoir(pool).orElseThrow().dealings().get(1);
      store.takeBack(pool, 1, store.giveBack(pool, 1, second, new PoolStore.Share.Half()));
      store.lease(pool, 0, 1, 1);
      store.grant(pool, 0, 1, 1);
    } catch (StoreFailure e) {
      throw new AssertionError("no step fails here", e);
    }
  }

  @Test
  void aUserWithAnOpenOrderHasItEvenWhenTheGiftIsSoldOut() {
    var claims = Claims.fresh().stock(1, 1, 8);
    var order = house.order(claims);
    house.reply(claims.by("bob"));

    assertEquals(new Held(order.value(), true), house.reply(claims));
  }

  @Test
  void aReleaseSeenHereIsClaimableAtOnceFromEveryBucket() {
    var claims = Claims.fresh().stock(1, 1, 8);
    var order = house.order(claims);
    assertEquals(new HoldReply.SoldOut(), house.reply(claims.by("bob")));

    house.settle(End.RELEASE, order);

    assertInstanceOf(Held.class, house.reply(claims.by("bob")));
  }

  @Test
  void aReleaseSeenElsewhereIsClaimableAfterTheDryTime() {
    var elsewhere = House.over(store, store);
    var claims = Claims.fresh().stock(1, 1, 8);
    var order = house.order(claims);
    var others = List.of("bob", "carol", "dave", "erin");
    others.forEach(name -> assertEquals(new HoldReply.SoldOut(), house.reply(claims.by(name))));

    elsewhere.settle(End.RELEASE, order);
    house.ticker().advance(House.DRY_TIME);

    assertInstanceOf(Held.class, house.reply(claims.by("bob")));
  }

  @Test
  void aNewerRevisionWithMoreStockIsClaimableAtOnce() {
    var claims = Claims.fresh().stock(1, 1, 8);
    house.order(claims);
    assertEquals(new HoldReply.SoldOut(), house.reply(claims.by("bob")));

    assertInstanceOf(Held.class, house.reply(claims.stock(2, 2, 8).by("bob")));
    assertEquals(new HoldReply.SoldOut(), house.reply(claims.by("carol")));
  }

  @Test
  void anOlderRevisionNeverBringsItsStockBack() {
    var claims = Claims.fresh();
    house.order(claims.stock(2, 5, 1));

    house.order(claims.stock(1, 500, 1).by("bob"));
    House.over(store, store).order(claims.stock(1, 500, 1).by("carol"));

    assertEquals(5, stock(claims, 1).configured());
  }

  @Test
  void loweringCallsBackWhatIsFreeInBuckets() {
    var claims = Claims.fresh().stock(1, 100, 1);
    house.order(claims);

    house.order(claims.stock(2, 10, 1).by("bob"));

    assertEquals(10, stock(claims, 1).configured());
    assertEquals(8, stock(claims, 1).buckets().getFirst().free() + stock(claims, 1).reservoir());
  }

  @Test
  void loweringNeverTakesWhatIsHeldOrGiven() {
    var claims = Claims.fresh().stock(1, 3, 1);
    var kept = house.order(claims);
    house.settle(End.CONFIRM, house.order(claims.by("bob")));
    house.order(claims.by("carol"));

    assertEquals(new HoldReply.SoldOut(), house.reply(claims.stock(2, 1, 1).by("dave")));
    assertEquals(3, stock(claims, 1).configured());
    assertEquals(1, house.settle(End.CONFIRM, kept).settled());
  }

  @Test
  void aRecallCutShortIsTakenUpByTheNextClaim() {
    var claims = Claims.fresh().stock(1, 100, 2);
    house.order(claims);
    store.failAfter(3, Effect.UNKNOWN);

    house.hold(claims.stock(2, 10, 2).by("bob"));
    store.heal();
    house.order(claims.stock(2, 10, 2).by("carol"));

    assertEquals(10, stock(claims, 2).configured());
  }

  @Test
  void theNumberOfBucketsMayNotChange() {
    var claims = Claims.fresh().stock(1, 10, 2);
    house.order(claims);

    assertInstanceOf(Told.Invalid.class, house.hold(claims.stock(2, 10, 4).by("bob")));
    assertInstanceOf(Told.Invalid.class, house.hold(claims.stock(1, 10, 4).by("bob")));
  }

  @Test
  void aCampaignMadeLongerThanItsFirstRecordsLiveIsInvalid() {
    long end = 4_102_444_800_000L;
    var claims = Claims.fresh().ending(end);
    house.order(claims);

    long month = Duration.ofDays(30).toMillis();
    house.order(claims.stock(2, 10, 1).ending(end + month).by("bob"));
    assertInstanceOf(
        Told.Invalid.class, house.hold(claims.stock(3, 10, 1).ending(end + month + 1).by("carol")));
  }

  @Test
  void aDaysShareIsGoneUntilTheCampaignsNextDay() {
    var claims = Claims.fresh().stock(1, 10, 2L, 4);
    house.clock().jumpTo(Instant.parse("2026-11-21T15:59:00Z"));
    house.order(claims);
    house.order(claims.by("bob"));

    assertEquals(new HoldReply.DailyGone(60), house.reply(claims.by("carol")));
    house.clock().advance(Duration.ofMinutes(1));

    assertInstanceOf(Held.class, house.reply(claims.by("carol")));
    assertInstanceOf(Held.class, house.reply(claims.by("dave")));
    assertInstanceOf(HoldReply.DailyGone.class, house.reply(claims.by("erin")));
  }

  @Test
  void aReleaseGoesBackToTheDayItWasTakenFrom() {
    var claims = Claims.fresh().stock(1, 10, 1L, 1);
    house.clock().jumpTo(Instant.parse("2026-11-21T15:59:00Z"));
    var yesterdays = house.order(claims);
    house.clock().advance(Duration.ofMinutes(2));
    house.order(claims.by("bob"));

    house.settle(End.RELEASE, yesterdays);

    assertInstanceOf(HoldReply.DailyGone.class, house.reply(claims.by("carol")));
  }

  @Test
  void soldOutIsSaidBeforeTheDayIs() {
    var claims = Claims.fresh().stock(1, 1, 1L, 1);
    house.order(claims);

    assertEquals(new HoldReply.SoldOut(), house.reply(claims.by("bob")));
  }

  private StockReply stock(Claims claims, int buckets) {
    return switch (house.books().stock(new Books.Spread(claims.gift(), buckets))) {
      case Told.Answer<StockReply>(StockReply reply) -> reply;
      case Told<StockReply> other -> throw new AssertionError("no answer: " + other);
    };
  }
}
