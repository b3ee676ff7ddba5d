package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.Finding.Kind;
import bestow.wire.config.Period;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.SettleRequest.End;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What does not add up within quota itself is found; over a real Redis.
final class PoolSumsTest {
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
  void aPoolThatDoesNotAddUpIsFoundAndIsWellOnceItDoes() throws StoreFailure {
    var claims = Claims.fresh().stock(1, 10, 5L, 4);
    for (int i = 0; i < 3; i++) {
      var _ = on.house().order(claims.by("user" + i));
    }
    var reconciliation = on.reconciliation(100);
    ReconciliationFixture.round(reconciliation);
    assertEquals(List.of(), on.found());
    var pool = PoolId.stock(claims.gift());
    var bucket = Names.pool(pool, claims.by("user1").claim().bucket());

    var _ = on.redis("HINCRBY", bucket, "free", "1");
    ReconciliationFixture.round(reconciliation);
    assertEquals(Kind.STOCK, on.only(pool.name()).kind());
    assertTrue(on.only(pool.name()).ours().startsWith("bucket "), on.only(pool.name()).ours());
    var _ = on.redis("HINCRBY", bucket, "leased", "1");
    ReconciliationFixture.round(reconciliation);
    assertTrue(
        on.only(pool.name()).ours().startsWith("buckets have "), on.only(pool.name()).ours());
    var _ = on.redis("HINCRBY", Names.reservoir(pool), "leased", "1");
    ReconciliationFixture.round(reconciliation);
    assertTrue(on.only(pool.name()).ours().startsWith("reservoir: "), on.only(pool.name()).ours());
    assertTrue(on.only(pool.name()).open());
    var _ = on.redis("HINCRBY", Names.reservoir(pool), "configured", "1");
    ReconciliationFixture.round(reconciliation);

    assertFalse(on.only(pool.name()).open());
  }

  @Test
  void aUsersCountThatIsNotWhatTheirOrdersSayIsFound() throws StoreFailure {
    var claims = Claims.fresh().perUser(5, Period.CAMPAIGN);
    var order = on.house().order(claims);
    var _ = on.house().settle(End.CONFIRM, order);
    on.delivery().has(order, OrderState.DELIVERED, on.now());
    var user = Names.user(claims.gift(), new UserId("alice"), claims.claim().bucket());
    var _ = on.redis("HINCRBY", user, "count:c", "-1");
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);
    var limit = on.only(order);
    var _ = on.redis("HINCRBY", user, "count:c", "1");
    ReconciliationFixture.round(reconciliation);

    assertEquals(Kind.LIMIT, limit.kind());
    assertEquals("counted 0", limit.ours());
    assertEquals("orders 1", limit.theirs());
    assertFalse(on.only(order).open());
  }

  @Test
  void ofUsersWhoseRecordsTimeIsOverNothingIsCounted() throws StoreFailure {
    var claims = Claims.fresh().perUser(5, Period.CAMPAIGN);
    var order = on.house().order(claims);
    var _ = on.house().settle(End.CONFIRM, order);
    on.delivery().has(order, OrderState.DELIVERED, on.now());
    var user = Names.user(claims.gift(), new UserId("alice"), claims.claim().bucket());
    var _ = on.redis("HSET", user, "count:c", "2", "kept", "1000000000000");
    var reconciliation = on.reconciliation(100);

    ReconciliationFixture.round(reconciliation);

    assertEquals(List.of(), on.found());
  }
}
