package bestow.delivery;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import bestow.wire.delivery.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Orders in delivery's own Redis: one text a record, and beside it, in the same hash slot, the due
/// index of its shard.
final class RedisOrderStore implements OrderStore {

  private static final Script WRITE = Script.load(RedisOrderStore.class, "write.lua");
  private static final Script READ = Script.load(RedisOrderStore.class, "read.lua");
  private static final Script DUE = Script.load(RedisOrderStore.class, "due.lua");
  private static final Script PUT_OFF = Script.load(RedisOrderStore.class, "put-off.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(WRITE, READ, DUE, PUT_OFF);

  private final Store store;

  RedisOrderStore(Store store) {
    this.store = store;
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
            ? List.of(order(number), due(number), risks(next), presumed(number))
            : List.of(order(number), due(number));
    var args =
        List.of(
            expected.map(OrderText::tag).orElse(""),
            OrderText.write(next),
            number.value(),
            next.dueAt() == 0 ? "" : Long.toString(next.dueAt()),
            Integer.toString(next.risks().taken()),
            next.isRiskyAfter(expected) ? Integer.toString(next.risks().othersMax()) : "",
            next.state() == OrderState.PRESUMED ? Long.toString(next.changedAt()) : "");
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
  public Due due(int shard, long now, int most) {
    var slot = slot(OrderNumber.shard(shard));
    var keys = List.of(slot + "due", slot + "presumed");
    var args = List.of(Long.toString(now), Integer.toString(most));
    return switch (store.run(DUE, keys, args)) {
      case StoreReply.Done(Value value) -> due(value.many());
      case StoreReply.NotSent(String why) -> new Due.Unanswered(why);
      case StoreReply.Unknown(String why) -> new Due.Unanswered(why);
      case StoreReply.Failed failed -> new Due.Unanswered(failed.error());
    };
  }

  @Override
  public void putOff(OrderNumber number, long dueAt) {
    var args = List.of(number.value(), Long.toString(dueAt));
    var _ = store.run(PUT_OFF, List.of(due(number)), args);
  }

  private static Due due(Value.Many said) {
    var orders = new ArrayList<OrderNumber>(said.size());
    for (int i = 2; i < said.size(); i++) {
      OrderNumber.of(said.text(i)).ifPresent(orders::add);
    }
    return new Due.Are(orders, said.number(0), said.number(1));
  }

  /// Whether the order stands somewhere beside its record and the due index.
  private static boolean marked(Order order) {
    return order.risks().taken() > 0 || order.state() == OrderState.PRESUMED;
  }

  /// The key of an order's record.
  static String order(OrderNumber number) {
    return slot(number.shard()) + "order:" + number;
  }

  /// The key of the due index of an order's shard.
  static String due(OrderNumber number) {
    return slot(number.shard()) + "due";
  }

  /// The key of what a user's orders of one gift risk: all of them are of one shard.
  static String risks(Order order) {
    var asked = order.asked();
    return "%srisks:%s:%s:%s"
        .formatted(slot(order.number().shard()), asked.campaign(), asked.gift(), asked.user());
  }

  /// The key of the presumed orders of an order's shard.
  static String presumed(OrderNumber number) {
    return slot(number.shard()) + "presumed";
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
