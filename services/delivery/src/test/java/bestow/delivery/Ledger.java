package bestow.delivery;

import bestow.delivery.RedisLedger.Entry;
import bestow.delivery.RedisLedger.Look;
import bestow.delivery.RedisLedger.Seen;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which orders have got their end: the real ledger, or its model.
interface Ledger {

  /// As [RedisLedger#look].
  Seen look(Look look, long now);

  /// The model, over orders in memory. For one thread.
  ///
  /// @param keepMillis for how long it is remembered what was compared
  record Memory(MemoryOrderStore orders, long keepMillis) implements Ledger {

    @Override
    public Seen look(Look look, long now) {
      look.compared().forEach(ended -> orders.compared(ended.number(), ended.at()));
      if (!look.compared().isEmpty()) {
        orders.forget(look.shard(), now - keepMillis);
      }
      var all = orders.ended(look.shard());
      var ended =
          all.entrySet().stream()
              .filter(one -> one.getValue() < look.endedBefore())
              .sorted(
                  Map.Entry.<OrderNumber, Long>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey(byText())))
              .flatMap(one -> entry(one.getKey(), one.getValue()));
      var asked = look.orders().stream().flatMap(one -> entry(one, all.getOrDefault(one, 0L)));
      return new Seen.Are(asked.toList(), ended.toList());
    }

    private Stream<Entry> entry(OrderNumber number, long endedAt) {
      return orders.read(number) instanceof OrderStore.Read.Is(Optional<Order> order)
          ? order.stream().map(one -> new Entry(number, Optional.of(one), endedAt))
          : Stream.empty();
    }

    private static Comparator<OrderNumber> byText() {
      return Comparator.comparing(OrderNumber::value);
    }
  }
}
