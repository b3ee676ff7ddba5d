package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.wire.config.Period;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldReply.Held;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Who may have a gift, over a store in memory.
final class QuotaTest {
  private final FlakyStore store = new FlakyStore(Stores.memory());
  private final House house = House.over(store, store);

  @Test
  void aClaimIsHeldAndTheSecondClickGetsTheSameOrder() {
    var claims = Claims.fresh();

    var first = assertInstanceOf(Held.class, house.reply(claims));
    var second = house.reply(claims);

    assertEquals(new Held(first.order(), false), first);
    assertEquals(new Held(first.order(), true), second);
  }

  @Test
  void anUnkeyedClaimTakesExactlyOneStepOnceItsGiftIsKnownHere() {
    var claims = Claims.fresh();
    house.order(claims);
    int before = store.steps();

    house.order(claims.by("bob"));

    assertEquals(before + 1, store.steps());
  }

  @Test
  void aUsersLimitCountsAnewInTheNextPeriod() {
    var daily = Claims.fresh().perUser(1, Period.DAY);
    var weekly = Claims.fresh().perUser(1, Period.WEEK);
    // Sunday evening at +08:00.
    house.clock().jumpTo(Instant.parse("2026-11-22T15:00:00Z"));
    house.settle(End.CONFIRM, house.order(daily), house.order(weekly));
    assertEquals(new HoldReply.LimitReached(1), house.reply(daily));
    assertEquals(new HoldReply.LimitReached(1), house.reply(weekly));

    house.clock().advance(Duration.ofHours(1));

    assertInstanceOf(Held.class, house.reply(daily));
    assertInstanceOf(Held.class, house.reply(weekly));
  }

  @Test
  void aKeyUsedForAnotherGiftIsReused() {
    var one = Claims.fresh().keyed("k");
    var other = Claims.fresh().keyed("k");
    house.order(one);

    assertEquals(new HoldReply.KeyReused(), house.reply(other));
    assertInstanceOf(Held.class, house.reply(other.by("bob")));
  }

  @Test
  void aKeyIsInFlightUntilItsClaimIsHeld() {
    var left = new ArrayList<Runnable>();
    var slow = House.over(store, store, left::add);
    var claims = Claims.fresh().keyed("k");
    var order = slow.order(claims);

    assertEquals(new HoldReply.KeyInFlight(), house.reply(claims));
    left.forEach(Runnable::run);

    assertEquals(new Held(order.value(), true), house.reply(claims));
  }

  @Test
  void aKeyWhoseClaimWasCutOffIsInFlightForTheLeaseAlone() {
    var crashed = House.over(store, store, _ -> {});
    var claims = Claims.fresh().keyed("k");
    var order = crashed.order(claims);

    house.clock().advance(Duration.ofMillis(1_999));
    assertEquals(new HoldReply.KeyInFlight(), house.reply(claims));
    house.clock().advance(Duration.ofMillis(1));

    assertEquals(new Held(order.value(), true), house.reply(claims));
  }
}
