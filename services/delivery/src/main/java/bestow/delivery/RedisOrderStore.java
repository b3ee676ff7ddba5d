package bestow.delivery;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.util.List;
import java.util.Optional;

/// Orders in delivery's own Redis: one text a record, and beside it, in the same hash slot, the due
/// index of its shard.
final class RedisOrderStore implements OrderStore {

  private static final Script WRITE = Script.load(RedisOrderStore.class, "write.lua");
  private static final Script READ = Script.load(RedisOrderStore.class, "read.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(WRITE, READ);

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
    var keys = List.of(order(number), due(number));
    var args =
        List.of(
            expected.map(OrderText::tag).orElse(""),
            OrderText.write(next),
            number.value(),
            next.dueAt() == 0 ? "" : Long.toString(next.dueAt()));
    return switch (store.run(WRITE, keys, args)) {
      case StoreReply.Done(Value.Number _) -> new Written.Done();
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

  /// The key of an order's record.
  static String order(OrderNumber number) {
    return slot(number) + "order:" + number;
  }

  /// The key of the due index of an order's shard.
  static String due(OrderNumber number) {
    return slot(number) + "due";
  }

  private static String slot(OrderNumber number) {
    return "{s" + number.shard() + "}:";
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
