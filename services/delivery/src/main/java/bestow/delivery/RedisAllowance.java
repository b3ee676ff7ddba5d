package bestow.delivery;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// What operators have made good in delivery's own Redis: a set of orders each, a day.
final class RedisAllowance implements Allowance {

  private static final Script TAKE = Script.load(RedisAllowance.class, "allowance.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(TAKE);

  // For whoever looks into what an operator did; the day's name bounds it, not this.
  private static final int KEPT_DAYS = 30;

  private final Store store;

  RedisAllowance(Store store) {
    this.store = store;
  }

  @Override
  public Taken take(String operator, LocalDate day, OrderNumber order, int most) {
    long till = day.plusDays(KEPT_DAYS).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    var args = List.of(order.value(), Integer.toString(most), Long.toString(till));
    return switch (store.run(TAKE, List.of(key(operator, day)), args)) {
      case StoreReply.Done(Value.Number(long said)) ->
          said == 1 ? new Taken.Is() : new Taken.Gone();
      case StoreReply.Done(Value other) -> new Taken.Unanswered("the store says " + other);
      case StoreReply.NotSent(String why) -> new Taken.Unanswered(why);
      case StoreReply.Unknown(String why) -> new Taken.Unanswered(why);
      case StoreReply.Failed(String error) -> new Taken.Unanswered(error);
    };
  }

  /// The key of the orders that an operator made good on a day.
  static String key(String operator, LocalDate day) {
    return "{made-good}:" + day + ":" + operator;
  }
}
