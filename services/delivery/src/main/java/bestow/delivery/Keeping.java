package bestow.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// How long the records of closed orders live: as long as their campaign, and a time beyond it.
///
/// @param ends when a campaign ends; nothing where that isn't known
/// @param beyond for how long they outlive it
record Keeping(Function<String, Optional<Instant>> ends, Duration beyond) {
  /// Until when the record is there, in epoch milliseconds; nothing for ever. An order that is
  /// still open stays whatever its campaign does, and one that is closed late is there as long.
  Optional<Long> till(Order order) {
    return order.isFinal() ? till(order.asked().campaign(), order.changedAt()) : Optional.empty();
  }

  /// The same of a bundle.
  Optional<Long> till(Bundle bundle) {
    return bundle.isFinal()
        ? till(bundle.wanted().campaign(), bundle.changedAt())
        : Optional.empty();
  }

  private Optional<Long> till(String campaign, long closedAt) {
    return ends.apply(campaign)
        .map(end -> Math.max(end.toEpochMilli(), closedAt) + beyond.toMillis());
  }
}
