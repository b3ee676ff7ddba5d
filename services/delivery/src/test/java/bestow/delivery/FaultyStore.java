package bestow.delivery;

import bestow.wire.config.Lane;
import java.util.Optional;

/// A store whose n-th call goes wrong.
final class FaultyStore implements OrderStore {

  private final OrderStore store;
  private final Faults faults;

  FaultyStore(OrderStore store, Faults faults) {
    this.store = store;
    this.faults = faults;
  }

  @Override
  public Read read(OrderNumber number) {
    return store.read(number);
  }

  @Override
  public Due due(Lane lane, int shard, long now, int most) {
    return store.due(lane, shard, now, most);
  }

  @Override
  public void putOff(Lane lane, OrderNumber number, long dueAt) {
    store.putOff(lane, number, dueAt);
  }

  @Override
  public Dead dead(int shard, Letter after, int most) {
    return store.dead(shard, after, most);
  }

  @Override
  public Written write(Optional<Order> expected, Order next) {
    var strike = faults.strike();
    if (strike.isEmpty()) {
      return store.write(expected, next);
    }
    return switch (strike.get()) {
      case CRASH_BEFORE -> throw new Crash();
      case CRASH_AFTER -> {
        var _ = store.write(expected, next);
        throw new Crash();
      }
      case NOT_DONE -> new Written.NotSent("not reached");
      case DONE_UNKNOWN -> {
        var _ = store.write(expected, next);
        yield new Written.InDoubt("no answer");
      }
      case NOT_DONE_UNKNOWN -> new Written.InDoubt("no answer");
    };
  }
}
