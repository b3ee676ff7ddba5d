package bestow.delivery;

import bestow.wire.delivery.OrderState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Orders in memory, as text: what the real store is held to.
final class MemoryOrderStore implements OrderStore {

  private final Map<OrderNumber, String> records = new HashMap<>();
  private final Map<OrderNumber, Long> due =
      new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
  private final Map<String, Map<OrderNumber, Integer>> risks = new HashMap<>();
  private final Set<OrderNumber> presumed = new HashSet<>();

  @Override
  public synchronized Read read(OrderNumber number) {
    try {
      return new Read.Is(current(number));
    } catch (DamagedRecordException e) {
      return new Read.Damaged(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized Written write(Optional<Order> expected, Order next) {
    try {
      var current = current(next.number());
      if (current.equals(Optional.of(next))) {
        return new Written.Done();
      }
      if (!current.equals(expected)) {
        return new Written.Other(current);
      }
    } catch (DamagedRecordException e) {
      return new Written.Damaged(String.valueOf(e.getMessage()));
    }
    var mine = risks.computeIfAbsent(RedisOrderStore.risks(next), _ -> new HashMap<>());
    int others =
        mine.entrySet().stream()
            .filter(one -> !one.getKey().equals(next.number()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    if (next.isRiskyAfter(expected) && others > next.risks().othersMax()) {
      return new Written.Crowded(others);
    }
    mine.put(next.number(), next.risks().taken());
    mark(presumed, next, next.state() == OrderState.PRESUMED);
    records.put(next.number(), OrderText.write(next));
    if (next.dueAt() == 0) {
      due.remove(next.number());
    } else {
      due.put(next.number(), next.dueAt());
    }
    return new Written.Done();
  }

  private static void mark(Set<OrderNumber> set, Order order, boolean in) {
    if (in) {
      set.add(order.number());
    } else {
      set.remove(order.number());
    }
  }

  @Override
  public synchronized Due due(int shard, long now, int most) {
    var digits = OrderNumber.shard(shard);
    var overdue =
        due.entrySet().stream()
            .filter(one -> one.getKey().shard().equals(digits) && one.getValue() <= now)
            .sorted(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .toList();
    long aside = presumed.stream().filter(one -> one.shard().equals(digits)).count();
    return new Due.Are(overdue.stream().limit(most).toList(), overdue.size(), aside);
  }

  @Override
  public synchronized void putOff(OrderNumber number, long dueAt) {
    due.computeIfPresent(number, (_, _) -> dueAt);
  }

  /// Overwrites the record with any text.
  synchronized void damage(OrderNumber number, String text) {
    records.put(number, text);
  }

  /// When the order is due, if ever.
  synchronized Optional<Long> due(OrderNumber number) {
    return Optional.ofNullable(due.get(number));
  }

  private Optional<Order> current(OrderNumber number) throws DamagedRecordException {
    var text = records.get(number);
    return text == null ? Optional.empty() : Optional.of(OrderText.read(number, text));
  }
}
