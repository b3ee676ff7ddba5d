package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bestow.quota.Holding.Held;
import bestow.quota.Holding.Repeated;
import bestow.quota.PoolStore.Provision;
import bestow.wire.config.Period;
import bestow.wire.quota.SettleRequest.End;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What both stores promise of Idempotency-Keys.
@ParameterizedClass(name = "{0}")
@MethodSource("stores")
final class KeyedHoldTest {
  private final Stores stores;

  KeyedHoldTest(Stores stores) {
    this.stores = stores;
  }

  static Stream<Stores> stores() {
    return Stream.of(Stores.memory(), Stores.redis(), Stores.cluster());
  }

  @Test
  void aKeyGivesItsOrderForEverWhateverBecameOfIt() throws StoreFailure {
    var claims = supplied();
    var released = held(claims.keyed("one"));
    settle(released, End.RELEASE);
    var confirmed = held(claims.keyed("two"));
    settle(confirmed, End.CONFIRM);

    assertEquals(new Repeated(released), hold(claims.keyed("one")));
    assertEquals(new Repeated(confirmed), hold(claims.keyed("two")));
    assertEquals(bucket(9, 0, 1), figures(claims));
  }

  @Test
  void aKeyWhoseOrderWasMadeVoidHasAnotherOnceThatIsReleasedAndTheOldAnswerElse()
      throws StoreFailure {
    var claims = supplied().keyed("k-1");
    var first = held(claims);
    var anew = claims.insteadOf(first);

    assertEquals(new Repeated(first), hold(anew));
    settle(first, End.RELEASE);
    assertEquals(new Repeated(first), hold(claims));
    var second = held(anew);

    assertNotEquals(first, second);
    settle(second, End.RELEASE);
    assertEquals(new Repeated(second), hold(claims));
    assertEquals(new Repeated(second), hold(anew));
    var third = held(claims.insteadOf(second));
    settle(third, End.CONFIRM);
    assertEquals(new Repeated(third), hold(claims.insteadOf(third)));
    assertEquals(bucket(9, 0, 1), figures(claims));
  }

  @Test
  void aNewKeyWhileAnOrderIsOpenIsBoundToThatOrder() throws StoreFailure {
    var claims = supplied();
    var order = held(claims);

    assertEquals(new Repeated(order), hold(claims.keyed("late")));
    settle(order, End.CONFIRM);

    assertEquals(new Repeated(order), hold(claims.keyed("late")));
    assertInstanceOf(Held.class, hold(claims.keyed("other")));
  }

  @Test
  void aKeyIsForOneGiftAndInFlightUntilItEndsOrItsTimeIsOver() throws StoreFailure {
    var claims = Claims.fresh().keyed("k");
    var other = Claims.fresh().keyed("k");

    assertEquals(KeyNote.Answer.BEGUN, begin(claims, 1_000));
    assertEquals(KeyNote.Answer.IN_FLIGHT, begin(claims, 1_500));
    assertEquals(KeyNote.Answer.REUSED, begin(other, 1_500));
    assertEquals(KeyNote.Answer.BEGUN, begin(other.by("bob"), 1_500));
    assertEquals(KeyNote.Answer.BEGUN, begin(claims, 3_000));
    assertEquals(KeyNote.Answer.REUSED, begin(other, 9_000));
  }

  @Test
  void anEndedKeyMayBeginAgainAndALateEndLeavesTheNextAlone() throws StoreFailure {
    var claims = Claims.fresh().keyed("ended");

    begin(claims, 1_000);
    stores.quota().end(note(claims, 1_000));
    assertEquals(KeyNote.Answer.BEGUN, begin(claims, 1_001));
    stores.quota().end(note(claims, 1_000));

    assertEquals(KeyNote.Answer.IN_FLIGHT, begin(claims, 1_002));
  }

  private Claims supplied() throws StoreFailure {
    var claims = Claims.fresh().perUser(5, Period.CAMPAIGN);
    var pool = PoolId.stock(claims.gift());
    stores.pools().provision(pool, new Provision(1, 10, 1));
    stores.pools().lease(pool, 0, 1, 1);
    stores.pools().grant(pool, 0, 1, 10);
    return claims;
  }

  private Holding hold(Claims claims) throws StoreFailure {
    return stores.quota().hold(claims.taking());
  }

  private OrderNumber held(Claims claims) throws StoreFailure {
    return assertInstanceOf(Held.class, hold(claims)).order();
  }

  private void settle(OrderNumber order, End end) throws StoreFailure {
    assertInstanceOf(Settling.Settled.class, stores.quota().settle(order, end));
  }

  private Bucket figures(Claims claims) throws StoreFailure {
    return stores.pools().bucket(PoolId.stock(claims.gift()), 0);
  }

  private static Bucket bucket(long free, long held, long confirmed) {
    return new Bucket(free, held, confirmed, free + held + confirmed, 1, 0, 0);
  }

  private KeyNote.Answer begin(Claims claims, long now) throws StoreFailure {
    return stores.quota().begin(note(claims, now));
  }

  private static KeyNote note(Claims claims, long now) {
    return KeyNote.of(claims.claim(), now, now + 2_000);
  }
}
