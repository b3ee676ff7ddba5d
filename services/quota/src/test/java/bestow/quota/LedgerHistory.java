package bestow.quota;

import bestow.quota.Finding.Kind;
import bestow.quota.Ground.Side;
import bestow.quota.RedisLedger.Change;
import bestow.testing.Twins;
import bestow.testing.Twins.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The part of a random history in which a gift's orders are compared and what was found is noted.
final class LedgerHistory {
  private final RandomGenerator random;
  private final Twins<Side> twins;
  private final GiftId gift;
  private final List<OrderNumber> orders;

  /// @param orders those of the history, which become more
  LedgerHistory(RandomGenerator random, Twins<Side> twins, GiftId gift, List<OrderNumber> orders) {
    this.random = random;
    this.twins = twins;
    this.gift = gift;
    this.orders = orders;
  }

  /// Compares some orders, notes something of one of them or of a pool, or looks after pools.
  ///
  /// @param pools of the gift
  void step(List<PoolId> pools) {
    if (random.nextInt(4) == 0) {
      var without = random.nextInt(4) == 0 ? List.of(pools.getLast()) : List.<PoolId>of();
      twins.same(side -> side.ledger().pools(Layout.home(gift), without));
    } else if (orders.isEmpty() || random.nextInt(3) == 0) {
      note(Layout.home(gift), pools.getFirst().name(), List.of());
    } else {
      var order = any();
      // One that is still held may be said to be compared as well.
      var compared = new ArrayList<>(List.of(order));
      var ended = twins.same(side -> side.ledger().look(order.shard(), 3, List.of()));
      ended.forEach(entry -> compared.add(entry.number()));
      compared.removeIf(_ -> random.nextBoolean());
      note(order.shard(), order.value(), compared);
    }
  }

  /// Noted again it is another thing: what was found before is not any more.
  private void note(int shard, String subject, List<OrderNumber> compared) {
    var noted = twins.same(side -> side.ledger().findings(shard));
    var known = Optional.ofNullable(noted.get(subject));
    var before = random.nextInt(4) == 0 ? finding(subject) : known;
    var change = Map.of(subject, new Change(before, finding(subject)));
    for (int times = random.nextInt(1, 3); times > 0; times--) {
      var _ = twins.once(side -> side.ledger().note(shard, compared, change));
    }
  }

  private Optional<Finding> finding(String subject) {
    if (random.nextInt(3) == 0) {
      return Optional.empty();
    }
    var kinds = List.of(Kind.values());
    var kind = kinds.get(random.nextInt(kinds.size()));
    return Optional.of(
        new Finding(
            subject, kind, random.nextBoolean(), "held", "", random.nextInt(3), 9, "Look why."));
  }

  /// Adds what is to be looked at, now and then.
  void look(List<Step<Side, ?>> looks) {
    if (orders.isEmpty() || random.nextInt(3) > 0) {
      return;
    }
    var order = any();
    int shard = order.shard();
    int most = random.nextInt(4);
    var never = new OrderNumber(order.value().substring(0, 26) + "900000");
    looks.add(side -> side.ledger().look(shard, most, List.of(order, never)));
    looks.add(side -> side.ledger().findings(shard));
    looks.add(side -> side.ledger().account(order));
    looks.add(side -> side.ledger().account(never));
  }

  private OrderNumber any() {
    return orders.get(random.nextInt(orders.size()));
  }
}
