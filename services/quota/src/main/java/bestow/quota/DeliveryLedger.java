package bestow.quota;

import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import java.util.List;
import java.util.Optional;

/// Delivery's ledger, as far as quota compares its own with it. Safe for use by many threads.
@FunctionalInterface
interface DeliveryLedger {

  /// Looks at it; nothing where delivery gave no answer. Runs in the context of whoever asks.
  Optional<Seen> look(Look look);

  /// What is wanted of a shard.
  ///
  /// @param endedBefore epoch milliseconds: those that got their end later are left out
  /// @param orders to look at
  /// @param compared those that need not be given again
  record Look(int shard, long endedBefore, List<OrderNumber> orders, List<Entry> compared) {
    public Look {
      orders = List.copyOf(orders);
      compared = List.copyOf(compared);
    }
  }

  /// What is there.
  ///
  /// @param asked those of the orders that were ever written down
  /// @param ended those that got their end and were not compared
  record Seen(List<Entry> asked, List<Entry> ended) {
    public Seen {
      asked = List.copyOf(asked);
      ended = List.copyOf(ended);
    }
  }

  /// An order.
  ///
  /// @param state nothing where its record is not what was written
  /// @param stock what becomes of its stock
  /// @param endedAt epoch milliseconds; 0 where it has no end, or was compared since
  record Entry(OrderNumber number, Optional<OrderState> state, Stock stock, long endedAt) {}
}
