package bestow.quota;

import bestow.quota.Holding.Lack;
import bestow.quota.StoreFailure.Effect;
import bestow.store.Script;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Limits, orders and buckets in Redis: each step is one script on one shard. Safe for use by many
/// threads.
final class RedisQuotaStore implements QuotaStore {
  private static final Script HOLD = Scripts.load("hold.lua");
  private static final Script LACKS = Scripts.load("lacks.lua");
  private static final Script SETTLE = Scripts.load("settle.lua");
  private static final Script PROMISE = Scripts.load("promise.lua");
  private static final Script ORDER = Scripts.load("order.lua");
  private static final Script ORDERS = Scripts.load("orders.lua");
  private static final Script DUE = Scripts.load("due.lua");
  private static final Script POSTPONE = Scripts.load("postpone.lua");
  private static final Script KEY_BEGIN = Scripts.load("key-begin.lua");
  private static final Script KEY_END = Scripts.load("key-end.lua");

  /// Every script of these.
  static final List<Script> SCRIPTS =
      List.of(HOLD, LACKS, SETTLE, PROMISE, ORDER, ORDERS, DUE, POSTPONE, KEY_BEGIN, KEY_END);

  private final Scripts scripts;
  private final String keepMillis;

  /// @param keyKeep how long it is remembered for which gift a key was used
  RedisQuotaStore(Scripts scripts, Duration keyKeep) {
    this.scripts = scripts;
    this.keepMillis = Long.toString(keyKeep.toMillis());
  }

  @Override
  public Holding hold(Taking taking) throws StoreFailure {
    var claim = taking.claim();
    int bucket = taking.bucket();
    int shard = Layout.shard(claim.gift(), bucket);
    var keys = new ArrayList<String>(5);
    keys.add(Names.pool(taking.stock(), bucket));
    keys.add(Names.user(claim.gift(), claim.user(), bucket));
    keys.add(Names.orders(shard) + taking.prefix());
    keys.add(Names.due(shard));
    if (taking.daily()) {
      keys.add(Names.pool(taking.day(), bucket));
    }
    var moment = taking.moment();
    var said =
        scripts.run(
            HOLD,
            keys,
            List.of(
                Long.toString(moment.dueAt()),
                moment.label(),
                Integer.toString(claim.limits().perUser()),
                taking.prefix(),
                OrderRecord.facts(taking),
                claim.key().digest(),
                Long.toString(moment.keptTill()),
                claim.insteadOf().map(OrderNumber::value).orElse("")));
    return switch (said.text(0)) {
      case "held" -> new Holding.Held(new OrderNumber(said.text(1)), said.number(2));
      case "repeated" -> new Holding.Repeated(new OrderNumber(said.text(1)));
      case "busy" -> new Holding.Busy();
      case "limit" -> new Holding.Limit();
      case "empty" -> new Holding.Empty(lacks(taking, said.text(1), said.text(2)));
      default -> throw Scripts.odd(HOLD, said);
    };
  }

  @Override
  public List<Lack> lacks(Taking taking) throws StoreFailure {
    var claim = taking.claim();
    var keys = new ArrayList<String>(3);
    keys.add(Names.pool(taking.stock(), taking.bucket()));
    keys.add(Names.user(claim.gift(), claim.user(), taking.bucket()));
    if (taking.daily()) {
      keys.add(Names.pool(taking.day(), taking.bucket()));
    }
    var said =
        scripts.run(
            LACKS,
            keys,
            List.of(
                taking.moment().label(),
                Integer.toString(claim.limits().perUser()),
                claim.key().digest()));
    return said.size() == 0 ? List.of() : lacks(taking, said.text(0), said.text(1));
  }

  /// @param stock how many leases the stock has had, empty where it has a unit
  /// @param day the same of the day's share
  private static List<Lack> lacks(Taking taking, String stock, String day) {
    var lacks = new ArrayList<Lack>(2);
    if (!stock.isEmpty()) {
      lacks.add(new Lack(taking.stock(), Long.parseLong(stock)));
    }
    if (!day.isEmpty()) {
      lacks.add(new Lack(taking.day(), Long.parseLong(day)));
    }
    return lacks;
  }

  @Override
  public Settling settle(OrderNumber order, End end) throws StoreFailure {
    var state =
        switch (end) {
          case CONFIRM -> "confirmed";
          case RELEASE -> "released";
        };
    var said =
        scripts.run(
            SETTLE,
            List.of(Names.order(order), Names.due(order.shard())),
            List.of(order.value(), state));
    return switch (said.text(0)) {
      case "settled" -> new Settling.Settled(pools(GiftId.named(said.text(1)), said.text(2)));
      case "repeated" -> new Settling.Repeated();
      case "contrary" -> new Settling.Contrary();
      case "unknown" -> new Settling.Unknown();
      default -> throw Scripts.odd(SETTLE, said);
    };
  }

  private static List<PoolId> pools(GiftId gift, String date) {
    var stock = PoolId.stock(gift);
    return date.isEmpty() ? List.of(stock) : List.of(stock, new PoolId(gift, date));
  }

  @Override
  public Optional<Long> promise(OrderNumber order, long by) throws StoreFailure {
    var said =
        scripts.run(
            PROMISE, List.of(Names.order(order)), List.of(order.value(), Long.toString(by)));
    return switch (said.text(0)) {
      case "promised" -> Optional.of(Long.valueOf(said.text(1)));
      case "too-late" -> Optional.empty();
      default -> throw Scripts.odd(PROMISE, said);
    };
  }

  @Override
  public Optional<OrderRecord> order(OrderNumber order) throws StoreFailure {
    var said = scripts.run(ORDER, List.of(Names.order(order)), List.of());
    return said.size() == 0 ? Optional.empty() : Optional.of(parsed(order, said.text(0)));
  }

  @Override
  public List<OrderRecord> orders(GiftId gift, UserId user, int bucket, int most)
      throws StoreFailure {
    var said =
        scripts.run(
            ORDERS,
            List.of(Names.user(gift, user, bucket), Names.orders(Layout.shard(gift, bucket))),
            List.of(Integer.toString(most)));
    var orders = new ArrayList<OrderRecord>(said.size() / 2);
    for (int i = 0; i < said.size(); i += 2) {
      orders.add(parsed(new OrderNumber(said.text(i)), said.text(i + 1)));
    }
    return orders;
  }

  private static OrderRecord parsed(OrderNumber order, String line) throws StoreFailure {
    return OrderRecord.parse(order, line)
        .orElseThrow(
            () -> new StoreFailure(Effect.BROKEN, "the checksum of order " + order.value()));
  }

  @Override
  public Due due(int shard, long now, int most) throws StoreFailure {
    var said =
        scripts.run(
            DUE,
            List.of(Names.due(shard), Names.orders(shard)),
            List.of(Long.toString(now), Integer.toString(most)));
    var orders = new ArrayList<OrderRecord>();
    var damaged = new ArrayList<OrderNumber>();
    for (int i = 2; i < said.size(); i += 2) {
      var number = new OrderNumber(said.text(i));
      OrderRecord.parse(number, said.text(i + 1))
          .ifPresentOrElse(orders::add, () -> damaged.add(number));
    }
    return new Due(orders, damaged, said.number(0), said.number(1));
  }

  @Override
  public void postpone(OrderNumber order, long dueAt) throws StoreFailure {
    var _ =
        scripts.run(
            POSTPONE,
            List.of(Names.due(order.shard())),
            List.of(Long.toString(dueAt), order.value()));
  }

  @Override
  public KeyNote.Answer begin(KeyNote note) throws StoreFailure {
    var said =
        scripts.run(
            KEY_BEGIN,
            List.of(Names.key(note)),
            List.of(note.use(), Long.toString(note.now()), Long.toString(note.till()), keepMillis));
    return switch (said.text(0)) {
      case "begun" -> KeyNote.Answer.BEGUN;
      case "reused" -> KeyNote.Answer.REUSED;
      case "in-flight" -> KeyNote.Answer.IN_FLIGHT;
      default -> throw Scripts.odd(KEY_BEGIN, said);
    };
  }

  @Override
  public void end(KeyNote note) throws StoreFailure {
    var _ =
        scripts.run(
            KEY_END, List.of(Names.key(note)), List.of(note.use(), Long.toString(note.till())));
  }
}
