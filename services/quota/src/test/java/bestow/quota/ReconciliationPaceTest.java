package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.Finding.Kind;
import bestow.quota.Findings.Place;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ledgers are compared while both go on, however much there is, and by instances that may stop at
/// any time; over a real Redis.
final class ReconciliationPaceTest {
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
  void whereDeliveryIsSilentNothingIsFoundAndAllIsComparedLater() throws StoreFailure {
    var order = on.settled(End.CONFIRM);
    on.delivery().silent(true);
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);
    assertEquals(List.of(), on.found());
    assertTrue(reconciliation.progress().unansweredAt().isPresent());
    on.delivery().silent(false);
    ReconciliationFixture.round(reconciliation);

    assertEquals(Kind.ONLY_OURS, on.only(order).kind());
  }

  @Test
  void whatMovesWhileItIsReadIsNoDifference() throws StoreFailure {
    var order = on.settled(End.CONFIRM);
    on.delivery().has(order, OrderState.DELIVERED, Stock.LATER, on.now());
    on.delivery()
        .then(() -> on.delivery().has(order, OrderState.DELIVERED, Stock.CONFIRM, on.now()));
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);
    assertEquals(List.of(), on.found());
    assertEquals(1, on.uncompared(), "it comes again");
    ReconciliationFixture.round(reconciliation);

    assertEquals(List.of(), on.found());
    assertEquals(0, on.uncompared());
  }

  @Test
  void whatAPersonClosesWhileItIsLookedAtStaysClosed() throws StoreFailure {
    var order = on.settled(End.CONFIRM);
    var reconciliation = on.reconciliation(100);
    ReconciliationFixture.round(reconciliation);

    on.house().clock().advance(Duration.ofSeconds(1));
    on.delivery().then(() -> on.closed(order));
    ReconciliationFixture.round(reconciliation);

    assertFalse(on.only(order).open());
  }

  @Test
  void recordsWhoseTimeIsOverAreNoDifference() throws StoreFailure {
    var order = on.settled(End.CONFIRM);
    on.delivery().has(order, OrderState.DELIVERED, on.now());
    var _ = on.redis("DEL", Names.order(order));
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);

    assertEquals(List.of(), on.found());
    assertEquals(0, on.delivery().uncompared());
    assertEquals(0, on.uncompared());
  }

  @Test
  void noMoreIsReadThanWasAskedFor() throws StoreFailure {
    var order = on.settled(End.CONFIRM);

    assertEquals(List.of(), on.ledger().look(order.shard(), 0, List.of()));
    assertEquals(1, on.ledger().look(order.shard(), 1, List.of()).size());
  }

  @Test
  void aSmallBatchGetsOn() throws StoreFailure {
    var claims = Claims.fresh().stock(1, 1_000, 1);
    for (int i = 0; i < 250; i++) {
      var order = on.house().order(claims.by("user" + i));
      on.delivery().has(order, OrderState.DELIVERED, on.now());
    }
    on.house().clock().advance(ReconciliationFixture.SETTLE.plusMillis(1));
    var reconciliation = on.reconciliation(1_000, 100);

    ReconciliationFixture.round(reconciliation);
    assertEquals(150, on.delivery().uncompared());
    ReconciliationFixture.round(reconciliation);
    ReconciliationFixture.round(reconciliation);

    assertEquals(0, on.delivery().uncompared());
  }

  @Test
  void aStoreOfManyNodesIsComparedLikewise() throws StoreFailure {
    try (var many = ReconciliationFixture.cluster()) {
      for (int i = 0; i < 20; i++) {
        var _ = many.settled(i % 2 == 0 ? End.CONFIRM : End.RELEASE);
      }
      var reconciliation = many.reconciliation(100);

      ReconciliationFixture.round(reconciliation);

      assertEquals(20, many.found().size());
      assertEquals(10, many.open());
      assertEquals(20, reconciliation.progress().compared());
    }
  }

  @Test
  void manyOrdersOfAShardAreComparedByPagesAndTheReportHasPagesToo() throws StoreFailure {
    var claims = Claims.fresh().stock(1, 1_000, 1);
    var orders = new ArrayList<OrderNumber>();
    for (int i = 0; i < 250; i++) {
      var order = on.house().order(claims.by("user" + i));
      var _ = on.house().settle(End.CONFIRM, order);
      orders.add(order);
    }
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);

    var seen = new ArrayList<String>();
    var place = Optional.of(Place.START);
    while (place.isPresent()) {
      var page = on.findings().page(place.get(), 100);
      assertTrue(page.findings().size() <= 100);
      page.findings().forEach(finding -> seen.add(finding.subject()));
      place = page.next();
    }
    assertEquals(orders.stream().map(OrderNumber::value).sorted().toList(), seen);
    assertEquals(0, on.uncompared());
  }
}
