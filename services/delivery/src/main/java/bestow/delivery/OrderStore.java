package bestow.delivery;

import java.util.List;
import java.util.Optional;

/// Where orders are written down: one record an order, replaced only over the version that is
/// expected, durable before anybody hears of it. For any number of threads.
interface OrderStore {

  /// What is written of the order.
  Read read(OrderNumber number);

  /// Puts `next` in the place of `expected` (nothing, for an order never written before) and notes
  /// when it is due, what it risks and whether it is presumed, all or nothing. The same write again
  /// changes nothing and is done again.
  Written write(Optional<Order> expected, Order next);

  /// The orders of a shard that are due, the longest due first.
  ///
  /// @param shard 0 to 255
  /// @param now epoch milliseconds
  /// @param most how many at most
  Due due(int shard, long now, int most);

  /// Has the order, if it is due at all, come up no sooner than that. Not sure to happen.
  ///
  /// @param dueAt epoch milliseconds
  void putOff(OrderNumber number, long dueAt);

  /// What came of reading.
  sealed interface Read {
    /// As it stands now; nothing where it was never written.
    record Is(Optional<Order> order) implements Read {}

    /// No answer.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Read {}

    /// A record is there, but it is not what was written.
    ///
    /// @param why a sentence
    record Damaged(String why) implements Read {}
  }

  /// What came of writing.
  sealed interface Written {
    /// It is durable.
    record Done() implements Written {}

    /// Something else stands there, and nothing was changed.
    ///
    /// @param order what stands there; nothing where it was never written
    record Other(Optional<Order> order) implements Written {}

    /// An attempt more would be one too many, since the user's other orders of the gift have risks
    /// of their own; nothing was changed.
    ///
    /// @param others how many
    record Crowded(int others) implements Written {}

    /// Nothing was changed: the store was not reached.
    ///
    /// @param why a sentence
    record NotSent(String why) implements Written {}

    /// It may be durable or not.
    ///
    /// @param why a sentence
    record InDoubt(String why) implements Written {}

    /// A record is there, but it is not what was written; nothing was changed.
    ///
    /// @param why a sentence
    record Damaged(String why) implements Written {}
  }

  /// What is due in a shard.
  sealed interface Due {
    /// These.
    ///
    /// @param orders the longest due first
    /// @param backlog how many are due in all
    /// @param presumed how many are presumed
    record Are(List<OrderNumber> orders, long backlog, long presumed) implements Due {
      public Are {
        orders = List.copyOf(orders);
      }
    }

    /// No answer.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Due {}
  }
}
