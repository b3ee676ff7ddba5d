package bestow.quota;

import bestow.quota.Judgement.Ours;
import bestow.quota.RedisLedger.Account;
import bestow.quota.RedisLedger.Change;
import bestow.quota.RedisLedger.Entry;
import bestow.wire.quota.HoldState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is to be compared and what was found, in memory. For one thread.
final class MemoryLedger implements Ledger {
  private static final int ALL = 1_000;

  private final MemoryQuotaStore orders;
  private final MemoryPoolStore pools;
  private final Set<OrderNumber> compared = new HashSet<>();
  private final Map<Integer, Map<String, Finding>> findings = new HashMap<>();
  private final Set<PoolId> dropped = new HashSet<>();

  MemoryLedger(MemoryQuotaStore orders, MemoryPoolStore pools) {
    this.orders = orders;
    this.pools = pools;
  }

  @Override
  public List<Entry> look(int shard, int most, List<OrderNumber> others) {
    var ended =
        orders.orders(shard).stream()
            .filter(order -> order.state() != HoldState.HELD)
            .filter(order -> !compared.contains(order.number()))
            .sorted(
                Comparator.comparingLong(OrderRecord::heldAt)
                    .thenComparing(order -> order.number().value()))
            .limit(most)
            .map(OrderRecord::number);
    return Stream.concat(ended, others.stream()).map(this::entry).toList();
  }

  private Entry entry(OrderNumber number) {
    return orders
        .order(number)
        .map(
            order -> new Entry(number, new Ours.Stands(order), orders.count(order), counted(order)))
        .orElseGet(() -> new Entry(number, new Ours.Unknown(), 0, 0));
  }

  private long counted(OrderRecord order) {
    return orders.orders(order.gift(), order.user(), order.bucket(), ALL).stream()
        .filter(other -> other.label().equals(order.label()))
        .filter(other -> other.state() != HoldState.RELEASED)
        .count();
  }

  @Override
  public boolean note(int shard, List<OrderNumber> done, Map<String, Change> changes) {
    // One that has no end yet is compared once it has.
    done.stream()
        .flatMap(number -> orders.order(number).stream())
        .filter(order -> order.state() != HoldState.HELD)
        .forEach(order -> compared.add(order.number()));
    var here = findings.computeIfAbsent(shard, _ -> new HashMap<>());
    int noted = 0;
    for (var one : changes.entrySet()) {
      var subject = one.getKey();
      var change = one.getValue();
      if (Optional.ofNullable(here.get(subject)).equals(change.before())) {
        change
            .after()
            .ifPresentOrElse(after -> here.put(subject, after), () -> here.remove(subject));
        noted++;
      }
    }
    return noted == changes.size();
  }

  @Override
  public Map<String, Finding> findings(int shard) {
    return Map.copyOf(findings.getOrDefault(shard, Map.of()));
  }

  @Override
  public Account account(OrderNumber number) {
    return new Account(
        orders.order(number).<Ours>map(Ours.Stands::new).orElseGet(Ours.Unknown::new),
        orders.dueAt(number),
        orders.keptTill(number),
        Optional.ofNullable(findings(number.shard()).get(number.value())));
  }

  @Override
  public Set<PoolId> pools(int shard, List<PoolId> without) {
    // One that is not there yet is there once it is provisioned.
    without.stream().filter(pools.pools()::contains).forEach(dropped::add);
    return pools.pools().stream()
        .filter(pool -> Layout.home(pool.gift()) == shard && !dropped.contains(pool))
        .collect(Collectors.toUnmodifiableSet());
  }
}
