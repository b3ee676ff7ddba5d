package bestow.delivery;

import bestow.wire.config.Lane;
import java.util.List;
import java.util.Optional;

/// Where orders are written down: one record an order, replaced only over the version that is
/// expected, durable before anybody hears of it. For any number of threads.
interface OrderStore {

  /// What is written of the order.
  Read read(OrderNumber number);

  /// Puts `next` in the place of `expected` (nothing, for an order never written before) and notes
  /// when it is due, what it risks and whether it is dead, all or nothing. The same write again
  /// changes nothing and is done again.
  Written write(Optional<Order> expected, Order next);

  /// The orders of a lane of a shard that are due, the longest due first.
  ///
  /// @param shard 0 to 255
  /// @param now epoch milliseconds
  /// @param most how many at most
  Due due(Lane lane, int shard, long now, int most);

  /// Has the order, if it is due at all, come up no sooner than that. Not sure to happen.
  ///
  /// @param dueAt epoch milliseconds
  void putOff(Lane lane, OrderNumber number, long dueAt);

  /// The dead letters of a shard, the longest dead first.
  ///
  /// @param shard 0 to 255
  /// @param after those behind this one
  /// @param most how many at most
  Dead dead(int shard, Letter after, int most);

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

  /// A dead letter, or the place before all of them.
  ///
  /// @param since epoch milliseconds
  /// @param number the order's; empty for none
  record Letter(long since, String number) {
    /// Before the first one.
    static final Letter NONE = new Letter(0, "");
  }

  /// The dead letters of a shard.
  sealed interface Dead {
    /// These.
    record Are(List<Letter> letters) implements Dead {
      public Are {
        letters = List.copyOf(letters);
      }
    }

    /// No answer.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Dead {}
  }

  /// What is due in a shard.
  sealed interface Due {
    /// These.
    ///
    /// @param orders the longest due first
    /// @param backlog how many are due in all
    /// @param waiting how many are due now or later
    /// @param dead how many letters of the shard are dead
    record Are(List<OrderNumber> orders, long backlog, long waiting, long dead) implements Due {
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
