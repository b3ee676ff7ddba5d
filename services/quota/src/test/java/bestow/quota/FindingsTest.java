package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.Finding.Kind;
import bestow.quota.RedisLedger.Change;
import bestow.wire.quota.SettleRequest.End;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A person closes what a round looks at again at that very moment.
final class FindingsTest {
  private final ReconciliationFixture on = ReconciliationFixture.redis();
  private final AtomicLong looked = new AtomicLong();
  private OrderNumber order;

  @BeforeEach
  void find() throws StoreFailure {
    order = on.settled(End.CONFIRM);
    var found =
        new Finding(order.value(), Kind.ONLY_OURS, true, "confirmed", "unknown", 1, 1, "Look why.");
    note(Optional.empty(), found);
  }

  @AfterEach
  void stop() {
    on.close();
  }

  @Test
  void whatIsLookedAtAgainMeanwhileIsClosedAllTheSame() throws StoreFailure {
    var closed = new Findings(on.ledger(), meanwhile(1)).close(order.value(), "ann", "seen to");

    assertEquals("Closed by ann: seen to", closed.orElseThrow().deed());
    assertEquals(closed.orElseThrow(), on.only(order));
    assertFalse(on.only(order).open());
  }

  @Test
  void nobodyIsToldThatSomethingIsClosedThatIsNot() throws StoreFailure {
    var findings = new Findings(on.ledger(), meanwhile(9));

    assertThrows(StoreFailure.class, () -> findings.close(order.value(), "ann", "seen to"));

    assertTrue(on.only(order).open());
  }

  /// A clock between the look and the word: so often something is noted when it is asked.
  private InstantSource meanwhile(int times) {
    return () -> {
      if (looked.incrementAndGet() <= times) {
        try {
          var before = on.only(order);
          note(Optional.of(before), checked(before));
        } catch (StoreFailure e) {
          throw new AssertionError(e);
        }
      }
      return Instant.ofEpochMilli(9_000);
    };
  }

  private Finding checked(Finding before) {
    return new Finding(
        before.subject(),
        before.kind(),
        true,
        before.ours(),
        before.theirs(),
        before.since(),
        before.checkedAt() + 1,
        before.deed());
  }

  private void note(Optional<Finding> before, Finding finding) throws StoreFailure {
    var change = Map.of(order.value(), new Change(before, Optional.of(finding)));
    assertTrue(on.ledger().note(order.shard(), List.of(), change));
  }
}
