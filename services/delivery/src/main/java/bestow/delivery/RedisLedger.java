package bestow.delivery;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which orders have got their end, by shard, for whoever compares them with another ledger. The
/// script that writes an order's end notes it here, and nothing is taken out before it was
/// compared: any number of instances compare side by side. For any number of threads.
final class RedisLedger {

  private static final Script LEDGER = Script.load(RedisLedger.class, "ledger.lua");

  /// Every script that this runs.
  static final List<Script> SCRIPTS = List.of(LEDGER);

  private static final int ENDED_MAX = 100;

  private final Store store;
  private final Duration keep;

  /// @param keep for how long it is remembered which orders were compared with quota's ledger
  RedisLedger(Store store, Duration keep) {
    this.store = store;
    this.keep = keep;
  }

  /// What somebody wants to know of a shard.
  ///
  /// @param endedBefore epoch milliseconds
  /// @param orders to look at, all of the shard
  /// @param compared those that need not be given again, all of the shard
  record Look(int shard, long endedBefore, List<OrderNumber> orders, List<Ended> compared) {
    Look {
      orders = List.copyOf(orders);
      compared = List.copyOf(compared);
    }
  }

  /// An order that got its end.
  ///
  /// @param at epoch milliseconds
  record Ended(OrderNumber number, long at) {}

  /// An order as it stands.
  ///
  /// @param order nothing where its record is not what was written
  /// @param endedAt epoch milliseconds; 0 where it has no end, or was compared
  record Entry(OrderNumber number, Optional<Order> order, long endedAt) {}

  /// What came of a look.
  sealed interface Seen {
    /// These.
    ///
    /// @param asked those that were ever written down
    /// @param ended the longest ended first, at most 100
    record Are(List<Entry> asked, List<Entry> ended) implements Seen {
      public Are {
        asked = List.copyOf(asked);
        ended = List.copyOf(ended);
      }
    }

    /// No answer.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Seen {}
  }

  /// Takes out what was compared, and looks at the rest.
  ///
  /// @param now epoch milliseconds
  Seen look(Look look, long now) {
    var slot = slot(look.shard());
    var args = new ArrayList<String>();
    args.add(Long.toString(look.endedBefore()));
    args.add(Integer.toString(ENDED_MAX));
    args.add(Long.toString(now - keep.toMillis()));
    args.add(Integer.toString(look.compared().size()));
    for (var ended : look.compared()) {
      args.add(ended.number().value());
      args.add(Long.toString(ended.at()));
    }
    look.orders().forEach(number -> args.add(number.value()));
    var keys = List.of(slot + "ended", slot + "compared", slot + "order:");
    return switch (store.run(LEDGER, keys, args)) {
      case StoreReply.Done(Value value) -> seen(value.many());
      case StoreReply.NotSent(String why) -> new Seen.Unanswered(why);
      case StoreReply.Unknown(String why) -> new Seen.Unanswered(why);
      case StoreReply.Failed failed -> new Seen.Unanswered(failed.error());
    };
  }

  private static Seen seen(Value.Many said) {
    var entries = new ArrayList<Entry>();
    for (int at = 1; at < said.size(); at += 3) {
      var number = new OrderNumber(said.text(at));
      entries.add(
          new Entry(number, order(number, said.text(at + 2)), Long.parseLong(said.text(at + 1))));
    }
    int ended = (int) said.number(0);
    return new Seen.Are(entries.subList(ended, entries.size()), entries.subList(0, ended));
  }

  private static Optional<Order> order(OrderNumber number, String record) {
    try {
      return Optional.of(OrderText.read(number, record));
    } catch (DamagedRecordException _) {
      return Optional.empty();
    }
  }

  private static String slot(int shard) {
    return "{s" + OrderNumber.shard(shard) + "}:";
  }
}
