package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import bestow.quota.Finding.Kind;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What differs between the two ledgers is found, mended where that is sure, and told; over a real
/// Redis.
final class ReconciliationTest {
  private ReconciliationFixture on;

  @BeforeEach
  void start() {
    on = ReconciliationFixture.redis();
  }

  @AfterEach
  void stop() {
    on.close();
  }

  @Test
  void ordersThatAgreeAreComparedOnceAndNothingIsFound() throws StoreFailure {
    var confirmed = on.settled(End.CONFIRM);
    var released = on.settled(End.RELEASE);
    on.delivery().has(confirmed, OrderState.DELIVERED, on.now());
    on.delivery().has(released, OrderState.REFUSED, on.now());
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);
    ReconciliationFixture.round(reconciliation);

    assertEquals(List.of(), on.found());
    assertEquals(2, reconciliation.progress().compared());
    assertEquals(0, on.delivery().uncompared());
    assertEquals(0, on.uncompared());
    assertTrue(reconciliation.progress().roundEndedAt().isPresent());
  }

  @Test
  void whatQuotaReleasedAndDeliveryDeliveredIsOversoldUntilAPersonClosesIt() throws StoreFailure {
    var order = on.settled(End.RELEASE);
    on.delivery().has(order, OrderState.DELIVERED, on.now());
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);
    var oversold = on.only(order);
    var closed = on.findings().close(order.value(), "ann", "accepted");
    // As where an instance died before it had written down that it was compared.
    var _ = on.redis("ZADD", Names.ended(order.shard()), "1", order.value());
    ReconciliationFixture.round(reconciliation);

    assertEquals(Kind.OVERSOLD, oversold.kind());
    assertTrue(oversold.open());
    assertEquals("released", oversold.ours());
    assertEquals("delivered", oversold.theirs());
    assertTrue(closed.isPresent());
    assertFalse(on.only(order).open());
    assertTrue(on.only(order).deed().contains("ann"));
    assertEquals(HoldState.RELEASED, on.state(order));
    assertTrue(on.findings().close(order.value(), "ann", "again").isEmpty());
  }

  @Test
  void whatIsHeldAndEndedAtDeliveryLongAgoIsSettledAsDeliveryHasIt() throws StoreFailure {
    var delivered = on.house().order(Claims.fresh());
    var refused = on.house().order(Claims.fresh());
    on.delivery().has(delivered, OrderState.DELIVERED, on.now());
    on.delivery().has(refused, OrderState.REFUSED, on.now());
    var reconciliation = on.reconciliation(100);

    on.house().clock().advance(ReconciliationFixture.SETTLE);
    ReconciliationFixture.round(reconciliation);
    assertEquals(HoldState.HELD, on.state(delivered), "it is not too late yet");
    on.house().clock().advance(Duration.ofMillis(1));
    ReconciliationFixture.round(reconciliation);

    assertEquals(HoldState.CONFIRMED, on.state(delivered));
    assertEquals(HoldState.RELEASED, on.state(refused));
    assertFalse(on.only(delivered).open());
    assertEquals(0, on.delivery().uncompared());
  }

  @Test
  void whatIsReleasedAndUnknownAtDeliveryIsMadeVoidThere() throws StoreFailure {
    var order = on.settled(End.RELEASE);
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);

    assertEquals(Optional.of(OrderState.VOID), on.delivery().state(order));
    assertFalse(on.only(order).open());
    assertEquals(Kind.ONLY_OURS, on.only(order).kind());
  }

  @Test
  void noMoreIsMendedWithinAnHourThanMayBeAndTheRestWaits() throws StoreFailure {
    for (int i = 0; i < 5; i++) {
      var _ = on.settled(End.RELEASE);
    }
    var reconciliation = on.reconciliation(2);

    ReconciliationFixture.round(reconciliation);
    assertEquals(3, on.open());
    ReconciliationFixture.round(reconciliation);
    assertEquals(3, on.open());
    on.house().ticker().advance(Duration.ofHours(1));
    ReconciliationFixture.round(reconciliation);

    assertEquals(1, on.open());
  }

  @Test
  void whatOnlyOneOfThemHasIsForAPerson() throws StoreFailure {
    var ours = on.settled(End.CONFIRM);
    var theirs = on.house().order(Claims.fresh());
    on.delivery().has(theirs, OrderState.DELIVERED, on.now());
    var _ = on.redis("DEL", Names.order(theirs));
    on.house().clock().advance(ReconciliationFixture.SETTLE.plusMillis(1));
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);
    assertEquals(Kind.ONLY_OURS, on.only(ours).kind());
    assertEquals(Kind.ONLY_THEIRS, on.only(theirs).kind());
    assertEquals(2, on.open());
    on.delivery().has(ours, OrderState.DELIVERED, on.now());
    on.delivery().lose(theirs);
    ReconciliationFixture.round(reconciliation);

    assertEquals(0, on.open(), "it adds up by now");
  }

  @Test
  void recordsThatAreNotWhatWasWrittenAreForAPerson() throws StoreFailure {
    var ours = on.settled(End.CONFIRM);
    var theirs = on.settled(End.CONFIRM);
    on.delivery().has(ours, OrderState.DELIVERED, on.now());
    on.delivery().damaged(theirs, on.now());
    var record = on.redis("GET", Names.order(ours));
    var _ = on.redis("SET", Names.order(ours), record.replace("|alice", "|malice"));
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);
    ReconciliationFixture.round(reconciliation);

    assertEquals("damaged", on.only(ours).ours());
    assertEquals("damaged", on.only(theirs).theirs());
    assertEquals(2, on.open());
  }

  @Test
  void ordersOfABundleWaitForIt() throws StoreFailure {
    var pending = on.house().order(Claims.fresh());
    var undone = on.house().order(Claims.fresh());
    on.delivery().has(pending, OrderState.DELIVERED, Stock.LATER, on.now());
    on.delivery().has(undone, OrderState.REVOKED, Stock.RELEASE, on.now());
    on.house().clock().advance(ReconciliationFixture.SETTLE.plusMillis(1));
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);

    assertEquals(HoldState.HELD, on.state(pending));
    assertEquals(HoldState.RELEASED, on.state(undone));
    assertEquals(1, on.found().size());
  }

  @Test
  void whatIsForAPersonStaysAsItWasFoundUntilOneHasLooked() throws StoreFailure {
    var order = on.settled(End.CONFIRM);
    var reconciliation = on.reconciliation(100);
    ReconciliationFixture.round(reconciliation);
    long found = on.now();

    on.house().clock().advance(Duration.ofHours(1));
    ReconciliationFixture.round(reconciliation);
    assertEquals(found, on.only(order).since());
    assertEquals(on.now(), on.only(order).checkedAt());
    // While delivery says nothing it cannot be looked at again, for however long.
    on.delivery().silent(true);
    on.house().clock().advance(Duration.ofDays(2));
    ReconciliationFixture.round(reconciliation);

    assertTrue(on.only(order).open());
  }

  @Test
  void whatAPersonClosedIsNotLookedAtAgainAndKeepsTheirWords() throws StoreFailure {
    var order = on.settled(End.CONFIRM);
    var reconciliation = on.reconciliation(100);
    ReconciliationFixture.round(reconciliation);
    on.closed(order);

    on.delivery().then(() -> fail("it is asked about again"));
    ReconciliationFixture.round(reconciliation);
    on.delivery().then(() -> {});
    on.delivery().has(order, OrderState.DELIVERED, on.now());
    on.house().clock().advance(ReconciliationFixture.SETTLE.plusMillis(1));
    ReconciliationFixture.round(reconciliation);

    assertEquals(0, on.delivery().uncompared(), "by now they agree");
    assertTrue(on.only(order).deed().contains("ann"));
  }

  @Test
  void whatIsDoneWithIsShownForADay() throws StoreFailure {
    var order = on.settled(End.RELEASE);
    var reconciliation = on.reconciliation(100);
    ReconciliationFixture.round(reconciliation);

    on.house().clock().advance(Duration.ofDays(1));
    ReconciliationFixture.round(reconciliation);
    assertEquals(1, on.found().size());
    on.house().clock().advance(Duration.ofMillis(1));
    ReconciliationFixture.round(reconciliation);

    assertEquals(List.of(), on.found());
    assertEquals(HoldState.RELEASED, on.state(order));
  }
}
