package bestow.quota;

import bestow.wire.delivery.OrderExplained;

/// What delivery tells operators of an order. Safe for use by many threads.
@FunctionalInterface
interface DeliveryDesk {

  /// Looks an order up. Runs in the context of whoever asks.
  Said look(OrderNumber number);

  /// What it tells.
  sealed interface Said {
    /// This.
    record Explained(OrderExplained order) implements Said {}

    /// It never heard of it.
    record Unknown() implements Said {}

    /// Nothing now.
    record Silent(String why) implements Said {}
  }
}
