package bestow.delivery;

import bestow.wire.config.Lane;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Orders in memory, as text: what the real store is held to.
final class MemoryOrderStore implements OrderStore {

  private final Map<OrderNumber, String> records = new HashMap<>();
  private final Map<Lane, Map<OrderNumber, Long>> due = new EnumMap<>(Lane.class);
  private final Map<String, Map<OrderNumber, Integer>> risks = new HashMap<>();
  private final Map<OrderNumber, Long> dead = new HashMap<>();
  private final Map<OrderNumber, Long> ended = new HashMap<>();
  private final Map<OrderNumber, Long> compared = new HashMap<>();

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
    records.put(next.number(), OrderText.write(next));
    put(due(next.asked().lane()), next, next.dueAt());
    put(dead, next, next.isDead() ? next.changedAt() : 0);
    next.stockEndsAfter(expected).ifPresent(at -> ended.put(next.number(), at));
    return new Written.Done();
  }

  private static void put(Map<OrderNumber, Long> index, Order order, long at) {
    if (at == 0) {
      index.remove(order.number());
    } else {
      index.put(order.number(), at);
    }
  }

  private Map<OrderNumber, Long> due(Lane lane) {
    return due.computeIfAbsent(lane, _ -> new TreeMap<>(Comparator.comparing(OrderNumber::value)));
  }

  @Override
  public synchronized Due due(Lane lane, int shard, long now, int most) {
    var digits = OrderNumber.shard(shard);
    var waiting =
        due(lane).entrySet().stream().filter(one -> one.getKey().shard().equals(digits)).toList();
    var overdue =
        waiting.stream()
            .filter(one -> one.getValue() <= now)
            .sorted(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .toList();
    long letters = dead.keySet().stream().filter(one -> one.shard().equals(digits)).count();
    return new Due.Are(
        overdue.stream().limit(most).toList(), overdue.size(), waiting.size(), letters);
  }

  @Override
  public synchronized void putOff(Lane lane, OrderNumber number, long dueAt) {
    due(lane).computeIfPresent(number, (_, _) -> dueAt);
  }

  @Override
  public synchronized Dead dead(int shard, Letter after, int most) {
    var order = Comparator.comparingLong(Letter::since).thenComparing(Letter::number);
    return new Dead.Are(
        dead.entrySet().stream()
            .filter(one -> one.getKey().shard().equals(OrderNumber.shard(shard)))
            .map(one -> new Letter(one.getValue(), one.getKey().value()))
            .filter(letter -> order.compare(letter, after) > 0)
            .sorted(order)
            .limit(most)
            .toList());
  }

  /// The orders of a shard that have got their end and were not compared, and when they got it.
  synchronized Map<OrderNumber, Long> ended(int shard) {
    return some(ended, shard);
  }

  /// The orders of a shard that a person has to decide about, and since when.
  synchronized Map<OrderNumber, Long> dead(int shard) {
    return some(dead, shard);
  }

  /// The orders of a shard whose end was compared, and when they got it.
  synchronized Map<OrderNumber, Long> compared(int shard) {
    return some(compared, shard);
  }

  /// That end of the order was compared.
  synchronized void compared(OrderNumber number, long endedAt) {
    if (ended.remove(number, endedAt)) {
      compared.put(number, endedAt);
    }
  }

  /// Those of a shard whose compared end is that long ago are forgotten.
  synchronized void forget(int shard, long before) {
    compared
        .entrySet()
        .removeIf(one -> one.getKey().shardIndex() == shard && one.getValue() < before);
  }

  private static Map<OrderNumber, Long> some(Map<OrderNumber, Long> all, int shard) {
    var some = new HashMap<>(all);
    some.keySet().removeIf(number -> number.shardIndex() != shard);
    return some;
  }

  /// Another store in which all is as it is here now.
  synchronized MemoryOrderStore copy() {
    var copy = new MemoryOrderStore();
    copy.records.putAll(records);
    due.forEach((lane, all) -> copy.due(lane).putAll(all));
    risks.forEach((whose, all) -> copy.risks.put(whose, new HashMap<>(all)));
    copy.dead.putAll(dead);
    copy.ended.putAll(ended);
    copy.compared.putAll(compared);
    return copy;
  }

  /// Overwrites the record with any text.
  synchronized void damage(OrderNumber number, String text) {
    records.put(number, text);
  }

  /// When the order is due, if ever.
  synchronized Optional<Long> due(OrderNumber number) {
    return due.values().stream()
        .flatMap(all -> Optional.ofNullable(all.get(number)).stream())
        .findFirst();
  }

  private Optional<Order> current(OrderNumber number) throws DamagedRecordException {
    var text = records.get(number);
    return text == null ? Optional.empty() : Optional.of(OrderText.read(number, text));
  }
}
