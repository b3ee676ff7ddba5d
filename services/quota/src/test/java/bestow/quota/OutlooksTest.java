package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.StoreFailure.Effect;
import bestow.wire.config.Period;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldReply.Held;
import bestow.wire.quota.Outlook;
import bestow.wire.quota.SettleRequest.End;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What claims would come to, over a store in memory.
final class OutlooksTest {
  private static final List<Outlook> OPEN = List.of(new Outlook.Open());
  private static final List<Outlook> SOLD_OUT = List.of(new Outlook.SoldOut());

  private final FlakyStore store = new FlakyStore(Stores.memory());
  private final House house = House.over(store, store);

  @Test
  void aGiftIsSoldOutForWhoeverHasNoneOfIt() {
    var claims = Claims.fresh().stock(1, 1, 8);
    assertEquals(OPEN, house.outlooks(claims));
    house.order(claims);

    assertEquals(
        List.of(new Outlook.Open(), new Outlook.SoldOut()),
        house.outlooks(claims, claims.by("bob")));
  }

  @Test
  void whoeverHasOneIsNeverToldThatItIsGone() {
    var claims = Claims.fresh().stock(1, 1, 1).perUser(9, Period.CAMPAIGN).keyed("k");
    house.settle(End.CONFIRM, house.order(claims));
    var limited = Claims.fresh().stock(1, 1, 1).perUser(1, Period.CAMPAIGN);
    house.settle(End.CONFIRM, house.order(limited));

    // The claim of that key has its order, and whoever has had all they may is told so.
    assertEquals(OPEN, house.outlooks(claims));
    assertEquals(OPEN, house.outlooks(limited));
    assertEquals(SOLD_OUT, house.outlooks(claims.keyed("other")));
  }

  @Test
  void nothingIsTakenByLooking() {
    var claims = Claims.fresh().stock(1, 1, 1);

    for (int i = 0; i < 5; i++) {
      assertEquals(OPEN, house.outlooks(claims.by("user-" + i)));
    }

    assertInstanceOf(Held.class, house.reply(claims));
  }

  @Test
  void whatIsReleasedHereIsSeenAtOnce() {
    var claims = Claims.fresh().stock(1, 1, 8);
    var other = ofAnotherBucket(claims);
    var order = house.order(claims);
    assertEquals(SOLD_OUT, house.outlooks(other));

    house.settle(End.RELEASE, order);

    assertEquals(OPEN, house.outlooks(other));
    assertInstanceOf(Held.class, house.reply(other));
  }

  @Test
  void whatIsReleasedElsewhereIsSeenAfterTheDryTime() {
    var elsewhere = House.over(store, store);
    var claims = Claims.fresh().stock(1, 1, 8);
    var other = ofAnotherBucket(claims);
    var order = house.order(claims);
    assertEquals(SOLD_OUT, house.outlooks(other));

    elsewhere.settle(End.RELEASE, order);
    assertEquals(SOLD_OUT, house.outlooks(other));
    house.ticker().advance(House.DRY_TIME);

    assertEquals(OPEN, house.outlooks(other));
  }

  @Test
  void aNewerRevisionWithMoreStockIsSeenAtOnce() {
    var claims = Claims.fresh().stock(1, 1, 8);
    house.order(claims);
    assertEquals(SOLD_OUT, house.outlooks(claims.by("bob")));

    assertEquals(OPEN, house.outlooks(claims.stock(2, 2, 8).by("bob")));
  }

  @Test
  void todaysShareIsGoneUntilTheNextDayAndTheStockForGood() {
    house.clock().jumpTo(Instant.parse("2026-11-22T15:00:00Z"));
    var claims = Claims.fresh().stock(1, 2, 1L, 1);
    house.order(claims);

    assertEquals(List.of(new Outlook.DailyGone(3_600)), house.outlooks(claims.by("bob")));

    house.clock().jumpTo(Instant.parse("2026-11-22T16:00:00Z"));
    assertEquals(OPEN, house.outlooks(claims.by("bob")));
    house.order(claims.by("bob"));
    assertEquals(SOLD_OUT, house.outlooks(claims.by("carol")));
  }

  @Test
  void itCostsOneStepForEachUntilTheDryTimeIsOver() {
    var claims = Claims.fresh().stock(1, 1, 8);
    house.order(claims);
    house.outlooks(claims.by("bob"));
    int before = store.steps();

    house.outlooks(claims.by("carol"), claims.by("dave"));

    assertEquals(before + 2, store.steps());
  }

  @Test
  void whereTheStoreFailsNothingIsKnownAndNothingWasBegun() {
    var claims = Claims.fresh().stock(1, 1, 1);
    house.order(claims);
    store.failAfter(0, Effect.UNKNOWN);

    assertInstanceOf(Told.Refused.class, house.outlooks().of(List.of(claims.by("bob").claim())));
    store.heal();
    assertEquals(new HoldReply.SoldOut(), house.reply(claims.by("bob")));
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void whicheverStepFailsNobodyIsToldThatItIsGoneWhileThereIsOne(Effect effect) {
    int whole = stepsToBring(elsewhere());
    assertTrue(whole > 10, "its bucket is filled from another one in " + whole);

    for (int n = 0; n < whole; n++) {
      var claims = elsewhere();
      store.failAfter(n, effect);
      var told = house.outlooks().of(List.of(claims.claim()));
      store.heal();

      assertInstanceOf(Told.Refused.class, told, "step " + n + ": " + store.failed());
      assertEquals(OPEN, house.outlooks(claims));
      assertInstanceOf(Held.class, house.reply(claims));
    }
  }

  @Test
  void aUnitThatComesBehindWhoeverLooksForItIsNotMissed() {
    var elsewhere = House.over(store, store);
    var claims = Claims.fresh().stock(1, 1, 2);
    var mine = ofBucket(0, claims);
    house.order(ofBucket(1, claims));
    var more = ofBucket(0, claims.stock(2, 2, 2).by("carol"));
    // Once the first bucket was found empty, another unit comes there.
    store.afterNext("giveBack", () -> elsewhere.settle(End.RELEASE, elsewhere.order(more)));

    assertEquals(OPEN, house.outlooks(mine));
    assertInstanceOf(Held.class, house.reply(mine));
  }

  private int stepsToBring(Claims claims) {
    int before = store.steps();
    assertEquals(OPEN, house.outlooks(claims));
    return store.steps() - before;
  }

  /// A claim whose gift's only unit lies in another bucket than the user's.
  private Claims elsewhere() {
    var claims = Claims.fresh().stock(1, 1, 8);
    house.settle(End.RELEASE, house.order(claims));
    return ofAnotherBucket(claims);
  }

  /// Somebody else's claim of the gift: to reach it, a unit has to go from one bucket to another.
  private static Claims ofAnotherBucket(Claims claims) {
    return ofBucket((claims.claim().bucket() + 1) % claims.limits().buckets(), claims);
  }

  /// The claim of somebody who has that bucket.
  private static Claims ofBucket(int bucket, Claims claims) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> claims.by(claims.user() + "-" + i))
        .filter(other -> other.claim().bucket() == bucket)
        .findFirst()
        .orElseThrow();
  }
}
