package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.StoreFailure.Effect;
import bestow.wire.quota.HoldReply.Held;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is told while the store fails.
final class QuotaOutageTest {
  private final FlakyStore store = new FlakyStore(Stores.memory());
  private final House house = House.over(store, store);

  @Test
  void aHoldWhoseOutcomeIsUnknownIsInDoubtAndFoundAgain() {
    var claims = Claims.fresh();
    house.order(claims.by("bob"));
    store.failAfter(0, Effect.UNKNOWN);

    assertInstanceOf(Told.InDoubt.class, house.hold(claims));
    assertTrue(assertInstanceOf(Held.class, house.reply(claims)).repeated());
  }

  @Test
  void aHoldThatWasNotSentIsRefused() {
    var claims = Claims.fresh();
    house.order(claims.by("bob"));
    store.failAfter(0, Effect.NONE);

    assertInstanceOf(Told.Refused.class, house.hold(claims));
  }

  @Test
  void whateverFailsBeforeTheHoldIsRefusedAndTheNextClaimGetsItsUnit() {
    var keyed = Claims.fresh().stock(1, 1, 1L, 8).keyed("k");
    int whole = stepsOf(keyed);

    for (int n = 0; n < whole - 1; n++) {
      var claims = Claims.fresh().stock(1, 1, 1L, 8).keyed("k" + n);
      store.failAfter(n, Effect.UNKNOWN);
      var told = house.hold(claims);
      store.heal();
      house.clock().advance(Duration.ofSeconds(2));

      var at = "step " + n + ": " + store.failed();
      if (store.failed().equals("hold")) {
        assertInstanceOf(Told.InDoubt.class, told, at);
      } else {
        assertInstanceOf(Told.Refused.class, told, at);
      }
      assertInstanceOf(Held.class, house.reply(claims), at);
    }
  }

  @Test
  void aStoreThatHoldsNonsenseIsBroken() {
    var claims = Claims.fresh();
    house.order(claims.by("bob"));
    store.failAfter(0, Effect.BROKEN);

    assertInstanceOf(Told.Broken.class, house.hold(claims));
  }

  @Test
  void aBatchSettlesWhatItCanAndNamesTheRest() {
    var claims = Claims.fresh();
    var one = house.order(claims);
    var two = house.order(claims.by("bob"));
    var three = house.order(claims.by("carol"));
    var never = new OrderNumber("a".repeat(24) + "00000001");
    house.settle(End.RELEASE, two);
    store.failAfter(2, Effect.UNKNOWN);

    var reply = house.settle(End.CONFIRM, one, two, three, never);

    assertEquals(
        new SettleReply(1, List.of(three.value()), List.of(two.value(), never.value())), reply);
    assertEquals(2, house.settle(End.CONFIRM, one, three).settled());
  }

  private int stepsOf(Claims claims) {
    int before = store.steps();
    house.order(claims);
    return store.steps() - before;
  }
}
