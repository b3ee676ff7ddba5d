package bestow.quota;

import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Delivery's ledger, as a test has it.
final class FakeDelivery implements DeliveryLedger, Deliveries {
  private final Map<OrderNumber, Entry> entries = new HashMap<>();
  private final Map<OrderNumber, Entry> ended = new HashMap<>();
  private Runnable then = () -> {};
  private boolean silent;

  /// It has the order so.
  ///
  /// @param endedAt epoch milliseconds; 0 where it has no end
  void has(OrderNumber number, OrderState state, long endedAt) {
    has(number, state, stock(state), endedAt);
  }

  /// The same, of a bundle, which says what becomes of its stock.
  void has(OrderNumber number, OrderState state, Stock stock, long endedAt) {
    put(new Entry(number, Optional.of(state), stock, endedAt));
  }

  private static Stock stock(OrderState state) {
    return switch (state) {
      case DELIVERED, PRESUMED, REVOKING, REVOKED -> Stock.CONFIRM;
      case REFUSED, VOID -> Stock.RELEASE;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN -> Stock.LATER;
    };
  }

  /// Its record of the order is damaged.
  void damaged(OrderNumber number, long endedAt) {
    put(new Entry(number, Optional.empty(), Stock.LATER, endedAt));
  }

  private void put(Entry entry) {
    entries.put(entry.number(), entry);
    if (entry.endedAt() > 0) {
      ended.put(entry.number(), entry);
    }
  }

  /// Loses what it had of the order.
  void lose(OrderNumber number) {
    entries.remove(number);
    ended.remove(number);
  }

  /// After it has next been asked about orders something happens, once.
  void then(Runnable what) {
    then = what;
  }

  /// Gives no answer any more, or again.
  void silent(boolean now) {
    silent = now;
  }

  Optional<OrderState> state(OrderNumber number) {
    return Optional.ofNullable(entries.get(number)).flatMap(Entry::state);
  }

  /// How many orders are still to be compared.
  int uncompared() {
    return ended.size();
  }

  @Override
  public Optional<Seen> look(Look look) {
    if (silent) {
      return Optional.empty();
    }
    for (var one : look.compared()) {
      ended.remove(one.number(), one);
    }
    var seen =
        new Seen(
            look.orders().stream()
                .flatMap(number -> Optional.ofNullable(entries.get(number)).stream())
                .toList(),
            ended.values().stream()
                .filter(one -> one.number().shard() == look.shard())
                .filter(one -> one.endedAt() < look.endedBefore())
                .limit(100)
                .toList());
    if (!look.orders().isEmpty()) {
      var next = then;
      then = () -> {};
      next.run();
    }
    return Optional.of(seen);
  }

  @Override
  public Map<OrderNumber, Stock> ask(List<OrderRecord> orders) {
    Map<OrderNumber, Stock> answers = new HashMap<>();
    if (!silent) {
      for (var order : orders) {
        entries.computeIfAbsent(
            order.number(),
            number -> new Entry(number, Optional.of(OrderState.VOID), Stock.RELEASE, 1));
        answers.put(order.number(), Stock.RELEASE);
      }
    }
    return answers;
  }
}
