package bestow.delivery;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.util.List;
import java.util.Optional;

/// Bundles in delivery's own Redis: one text a record, and its due time in the due index of the
/// orders of its lane and shard, in the same hash slot. By the scripts of the orders.
final class RedisBundleStore implements BundleStore {

  private static final Script WRITE = Script.load(RedisOrderStore.class, "write.lua");
  private static final Script READ = Script.load(RedisOrderStore.class, "read.lua");

  private final Store store;
  private final Keeping keeping;

  RedisBundleStore(Store store, Keeping keeping) {
    this.store = store;
    this.keeping = keeping;
  }

  @Override
  public Read read(OrderNumber number) {
    return switch (store.run(READ, List.of(key(number)), List.of())) {
      case StoreReply.Done(Value value) -> found(number, value);
      case StoreReply.NotSent(String why) -> new Read.Unanswered(why);
      case StoreReply.Unknown(String why) -> new Read.Unanswered(why);
      case StoreReply.Failed(String error) -> new Read.Unanswered(error);
    };
  }

  @Override
  public Written write(Optional<Bundle> expected, Bundle next) {
    var number = next.number();
    var keys = List.of(key(number), RedisOrderStore.due(next.wanted().lane(), number.shard()));
    var args =
        List.of(
            expected.map(BundleText::tag).orElse(""),
            BundleText.write(next),
            number.value(),
            next.dueAt() == 0 ? "" : Long.toString(next.dueAt()),
            "0",
            "",
            "",
            keeping.till(next).map(String::valueOf).orElse(""),
            "");
    return switch (store.run(WRITE, keys, args)) {
      case StoreReply.Done(Value.Number(long _)) -> new Written.Done();
      case StoreReply.Done(Value other) ->
          switch (found(number, other)) {
            case Read.Is(var bundle) -> new Written.Other(bundle);
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

  /// The key of a bundle's record.
  static String key(OrderNumber number) {
    return "{s" + number.shard() + "}:bundle:" + number;
  }

  private static Read found(OrderNumber number, Value value) {
    if (value.absent()) {
      return new Read.Is(Optional.empty());
    }
    try {
      return new Read.Is(Optional.of(BundleText.read(number, value.text())));
    } catch (DamagedRecordException e) {
      return new Read.Damaged(String.valueOf(e.getMessage()));
    }
  }
}
