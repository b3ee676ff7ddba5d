package bestow.delivery;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import bestow.wire.config.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Orders in delivery's own Redis: one text a record, and beside it, in the same hash slot, the due
/// index of its lane and shard, and the shard's dead letters.
final class RedisOrderStore implements OrderStore {

  private static final Script WRITE = Script.load(RedisOrderStore.class, "write.lua");
  private static final Script READ = Script.load(RedisOrderStore.class, "read.lua");
  private static final Script DUE = Script.load(RedisOrderStore.class, "due.lua");
  private static final Script DEAD = Script.load(RedisOrderStore.class, "dead.lua");
  private static final Script PUT_OFF = Script.load(RedisOrderStore.class, "put-off.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(WRITE, READ, DUE, DEAD, PUT_OFF);

  private final Store store;
  private final Keeping keeping;

  RedisOrderStore(Store store, Keeping keeping) {
    this.store = store;
    this.keeping = keeping;
  }

  @Override
  public Read read(OrderNumber number) {
    return switch (store.run(READ, List.of(order(number)), List.of())) {
      case StoreReply.Done(Value value) -> found(number, value);
      case StoreReply.NotSent(String why) -> new Read.Unanswered(why);
      case StoreReply.Unknown(String why) -> new Read.Unanswered(why);
      case StoreReply.Failed(String error) -> new Read.Unanswered(error);
    };
  }

  @Override
  public Written write(Optional<Order> expected, Order next) {
    var number = next.number();
    boolean marked = marked(next) || expected.filter(RedisOrderStore::marked).isPresent();
    var keys =
        marked
            ? List.of(order(number), due(next), risks(next), dead(number.shard()))
            : List.of(order(number), due(next));
    var args =
        List.of(
            expected.map(OrderText::tag).orElse(""),
            OrderText.write(next),
            number.value(),
            next.dueAt() == 0 ? "" : Long.toString(next.dueAt()),
            Integer.toString(next.risks().taken()),
            next.isRiskyAfter(expected) ? Integer.toString(next.risks().othersMax()) : "",
            next.isDead() ? Long.toString(next.changedAt()) : "",
            keeping.till(next).map(String::valueOf).orElse(""),
            next.stockEndsAfter(expected).map(String::valueOf).orElse(""));
    return switch (store.run(WRITE, keys, args)) {
      case StoreReply.Done(Value.Number(long said)) ->
          said > 0 ? new Written.Done() : new Written.Crowded((int) -said);
      case StoreReply.Done(Value other) ->
          switch (found(number, other)) {
            case Read.Is(var order) -> new Written.Other(order);
            case Read.Damaged(var why) -> new Written.Damaged(why);
            case Read.Unanswered(var why) -> new Written.InDoubt(why);
          };
      case StoreReply.NotSent(String why) -> new Written.NotSent(why);
      case StoreReply.Unknown(String why) -> new Written.InDoubt(why);
      case StoreReply.Failed failed ->
          failed.nothingRan()
              ? new Written.NotSent(failed.error())
              : new Written.InDoubt(failed.error());
    };
  }

  @Override
  public Due due(Lane lane, int shard, long now, int most) {
    var digits = OrderNumber.shard(shard);
    var keys = List.of(due(lane, digits), dead(digits));
    var args = List.of(Long.toString(now), Integer.toString(most));
    return switch (store.run(DUE, keys, args)) {
      case StoreReply.Done(Value value) -> due(value.many());
      case StoreReply.NotSent(String why) -> new Due.Unanswered(why);
      case StoreReply.Unknown(String why) -> new Due.Unanswered(why);
      case StoreReply.Failed failed -> new Due.Unanswered(failed.error());
    };
  }

  @Override
  public Dead dead(int shard, Letter after, int most) {
    var args = List.of(Long.toString(after.since()), after.number(), Integer.toString(most));
    return switch (store.run(DEAD, List.of(dead(OrderNumber.shard(shard))), args)) {
      case StoreReply.Done(Value value) -> letters(value.many());
      case StoreReply.NotSent(String why) -> new Dead.Unanswered(why);
      case StoreReply.Unknown(String why) -> new Dead.Unanswered(why);
      case StoreReply.Failed failed -> new Dead.Unanswered(failed.error());
    };
  }

  @Override
  public void putOff(Lane lane, OrderNumber number, long dueAt) {
    var args = List.of(number.value(), Long.toString(dueAt));
    var _ = store.run(PUT_OFF, List.of(due(lane, number.shard())), args);
  }

  private static Dead letters(Value.Many said) {
    var letters = new ArrayList<Letter>(said.size() / 2);
    for (int i = 0; i < said.size(); i += 2) {
      letters.add(new Letter(Long.parseLong(said.text(i + 1)), said.text(i)));
    }
    return new Dead.Are(letters);
  }

  private static Due due(Value.Many said) {
    var orders = new ArrayList<OrderNumber>(said.size());
    for (int i = 3; i < said.size(); i++) {
      OrderNumber.of(said.text(i)).ifPresent(orders::add);
    }
    return new Due.Are(orders, said.number(0), said.number(1), said.number(2));
  }

  /// Whether the order stands somewhere beside its record and the due index.
  private static boolean marked(Order order) {
    return order.risks().taken() > 0 || order.isDead();
  }

  /// The key of an order's record.
  static String order(OrderNumber number) {
    return slot(number.shard()) + "order:" + number;
  }

  /// The key of the due index of an order's lane and shard.
  static String due(Order order) {
    return due(order.asked().lane(), order.number().shard());
  }

  /// The key of the due index of a lane and shard.
  static String due(Lane lane, String shard) {
    return slot(shard) + "due:" + lane.word();
  }

  /// The key of what a user's orders of one gift risk: all of them are of one shard.
  static String risks(Order order) {
    var asked = order.asked();
    return "%srisks:%s:%s:%s"
        .formatted(slot(order.number().shard()), asked.campaign(), asked.gift(), asked.user());
  }

  /// The key of the dead letters of a shard.
  static String dead(String shard) {
    return slot(shard) + "dead";
  }

  private static String slot(String shard) {
    return "{s" + shard + "}:";
  }

  private static Read found(OrderNumber number, Value value) {
    if (value.absent()) {
      return new Read.Is(Optional.empty());
    }
    try {
      return new Read.Is(Optional.of(OrderText.read(number, value.text())));
    } catch (DamagedRecordException e) {
      return new Read.Damaged(String.valueOf(e.getMessage()));
    }
  }
}
