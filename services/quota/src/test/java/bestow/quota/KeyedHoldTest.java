package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bestow.quota.Holding.Held;
import bestow.quota.Holding.Repeated;
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
    var claims = stores.supplied(Claims.fresh().perUser(5, Period.CAMPAIGN));
    var released = stores.held(claims.keyed("one"));
    stores.settle(released, End.RELEASE);
    var confirmed = stores.held(claims.keyed("two"));
    stores.settle(confirmed, End.CONFIRM);

    assertEquals(new Repeated(released), stores.hold(claims.keyed("one")));
    assertEquals(new Repeated(confirmed), stores.hold(claims.keyed("two")));
    assertEquals(Stores.bucket(9, 0, 1), stores.figures(claims));
  }

  @Test
  void aKeyWhoseOrderWasMadeVoidHasAnotherOnceThatIsReleasedAndTheOldAnswerElse()
      throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(5, Period.CAMPAIGN)).keyed("k-1");
    var first = stores.held(claims);
    var anew = claims.insteadOf(first);

    assertEquals(new Repeated(first), stores.hold(anew));
    stores.settle(first, End.RELEASE);
    assertEquals(new Repeated(first), stores.hold(claims));
    var second = stores.held(anew);

    assertNotEquals(first, second);
    stores.settle(second, End.RELEASE);
    assertEquals(new Repeated(second), stores.hold(claims));
    assertEquals(new Repeated(second), stores.hold(anew));
    var third = stores.held(claims.insteadOf(second));
    stores.settle(third, End.CONFIRM);
    assertEquals(new Repeated(third), stores.hold(claims.insteadOf(third)));
    assertEquals(Stores.bucket(9, 0, 1), stores.figures(claims));
  }

  @Test
  void aNewKeyWhileAnOrderIsOpenIsBoundToThatOrder() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(5, Period.CAMPAIGN));
    var order = stores.held(claims);

    assertEquals(new Repeated(order), stores.hold(claims.keyed("late")));
    stores.settle(order, End.CONFIRM);

    assertEquals(new Repeated(order), stores.hold(claims.keyed("late")));
    assertInstanceOf(Held.class, stores.hold(claims.keyed("other")));
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

  private KeyNote.Answer begin(Claims claims, long now) throws StoreFailure {
    return stores.quota().begin(note(claims, now));
  }

  private static KeyNote note(Claims claims, long now) {
    return KeyNote.of(claims.claim(), now, now + 2_000);
  }
}
