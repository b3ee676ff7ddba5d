package bestow.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Orders in memory, as text: what the real store is held to.
final class MemoryOrderStore implements OrderStore {

  private final Map<OrderNumber, String> records = new HashMap<>();
  private final Map<OrderNumber, Long> due =
      new TreeMap<>((a, b) -> a.value().compareTo(b.value()));

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
    records.put(next.number(), OrderText.write(next));
    if (next.dueAt() == 0) {
      due.remove(next.number());
    } else {
      due.put(next.number(), next.dueAt());
    }
    return new Written.Done();
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
