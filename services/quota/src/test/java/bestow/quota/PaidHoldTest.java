package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bestow.quota.Holding.Held;
import bestow.wire.config.Period;
import bestow.wire.quota.SettleRequest.End;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What both stores promise of orders that a partner was paid for.
@ParameterizedClass(name = "{0}")
@MethodSource("stores")
final class PaidHoldTest {
  private final Stores stores;

  PaidHoldTest(Stores stores) {
    this.stores = stores;
  }

  static Stream<Stores> stores() {
    return Stream.of(Stores.memory(), Stores.redis(), Stores.cluster());
  }

  @Test
  void aPaidOrderIsOneOrderHoweverOftenItComesAlsoAfterItsEnd() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(3, Period.CAMPAIGN));
    var order = stores.held(claims.keyed("paid:o-1"));

    for (int i = 0; i < 2; i++) {
      assertEquals(new Holding.Repeated(order), stores.hold(claims.keyed("paid:o-1")));
      stores.quota().settle(order, End.CONFIRM);
    }
  }

  @Test
  void twoPaidOrdersAreTwoGiftsAndTheSecondWaitsForTheFirst() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(3, Period.CAMPAIGN));
    var first = stores.held(claims.keyed("paid:o-1"));

    assertEquals(new Holding.Busy(), stores.hold(claims.keyed("paid:o-2")));
    stores.settle(first, End.CONFIRM);

    assertNotEquals(first, stores.held(claims.keyed("paid:o-2")));
    assertEquals(new Holding.Repeated(first), stores.hold(claims.keyed("paid:o-1")));
  }

  @Test
  void aPaidOrderWhoseOrderWillNeverBeDeliveredHasAnother() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(3, Period.CAMPAIGN)).keyed("paid:o-1");
    var first = stores.held(claims);
    stores.settle(first, End.RELEASE);

    var second = stores.held(claims);

    assertNotEquals(first, second);
    assertEquals(new Holding.Repeated(second), stores.hold(claims));
  }

  @Test
  void aPaidOrderNeverTakesTheOrderOfAClick() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(3, Period.CAMPAIGN));
    var click = stores.held(claims);

    assertEquals(new Holding.Busy(), stores.hold(claims.keyed("paid:o-1")));
    stores.settle(click, End.RELEASE);

    assertNotEquals(click, stores.held(claims.keyed("paid:o-1")));
  }

  @Test
  void aClicksKeyIsNeverAPaidOrders() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(3, Period.CAMPAIGN));
    stores.quota().settle(stores.held(claims.keyed("o-1")), End.CONFIRM);

    assertInstanceOf(Held.class, stores.hold(claims.keyed("paid:o-1")));
  }

  @Test
  void aPaidOrderIsForOneUserAndOneGift() throws StoreFailure {
    var claims =
        stores
            .supplied(Claims.fresh().perUser(3, Period.CAMPAIGN))
            .keyed("paid:o-7-" + Claims.fresh().gift().gift());

    assertEquals(KeyNote.Answer.BEGUN, begin(claims, 1_000));
    assertEquals(KeyNote.Answer.IN_FLIGHT, begin(claims, 1_001));
    assertEquals(KeyNote.Answer.REUSED, begin(claims.by("bob"), 1_002));
    assertEquals(KeyNote.Answer.REUSED, begin(claims.of(Claims.fresh().gift()), 1_002));
    assertEquals(KeyNote.Answer.BEGUN, begin(claims, 9_000));
  }

  private KeyNote.Answer begin(Claims claims, long now) throws StoreFailure {
    return stores.quota().begin(KeyNote.of(claims.claim(), now, now + 2_000));
  }
}
