package bestow.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Bundles in memory, as text: what the real store is held to.
final class MemoryBundleStore implements BundleStore {

  private final Map<OrderNumber, String> records = new HashMap<>();

  @Override
  public synchronized Read read(OrderNumber number) {
    try {
      return new Read.Is(current(number));
    } catch (DamagedRecordException e) {
      return new Read.Damaged(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized Written write(Optional<Bundle> expected, Bundle next) {
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
    records.put(next.number(), BundleText.write(next));
    return new Written.Done();
  }

  private Optional<Bundle> current(OrderNumber number) throws DamagedRecordException {
    var text = Optional.ofNullable(records.get(number));
    return text.isEmpty() ? Optional.empty() : Optional.of(BundleText.read(number, text.get()));
  }
}
