package bestow.delivery;

import bestow.delivery.Attempt.End;
import bestow.delivery.CodeStore.Told;

/// A provider that is a pool of coupon codes in delivery's own store: an order's receipt is its
/// code. It honours order numbers by construction. An empty pool has orders wait until codes are
/// put in. For any number of threads.
final class CodePool implements Adapter {

  private static final System.Logger LOG = System.getLogger(CodePool.class.getName());

  /// The host of an endpoint that means a pool: `http://code-pool/NAME`.
  static final String HOST = "code-pool";

  private static final End DONE = new End("read", 0);
  private static final End UNREACHED = new End("connect", 0);

  private final CodeStore store;
  private final PoolName name;
  private final Meters meters;

  CodePool(CodeStore store, PoolName name, Meters meters) {
    this.store = store;
    this.name = name;
    this.meters = meters;
  }

  @Override
  public Verdict deliver(Order order) {
    return switch (store.hand(name, order.number())) {
      case Told.Has(var code, long left) -> {
        meters.codes(name, left);
        yield new Verdict.Delivered(code, DONE);
      }
      case Told.None _ -> {
        meters.codes(name, 0);
        yield new Verdict.RetryLater(DONE);
      }
      case Told.NotSent _ -> new Verdict.NotSent(UNREACHED);
      case Told.Damaged(var why) -> damaged(why);
      case Told.InDoubt _, Told.Added _ -> new Verdict.Unclear(DONE);
    };
  }

  @Override
  public Verdict ask(Order order) {
    return switch (store.look(name, order.number())) {
      case Told.Has(var code, _) -> new Verdict.Delivered(code, DONE);
      case Told.None _ -> new Verdict.NeverHeard(DONE);
      case Told.Damaged(var why) -> damaged(why);
      case Told.NotSent _, Told.InDoubt _, Told.Added _ -> new Verdict.Unclear(DONE);
    };
  }

  /// Its user has seen the code: there is nothing to take back.
  @Override
  public Verdict revoke(Order order) {
    return new Verdict.Refused("not-revocable", DONE);
  }

  private static Verdict damaged(String why) {
    LOG.log(System.Logger.Level.ERROR, "An order stays without its code: {0}", why);
    return new Verdict.Unclear(DONE);
  }
}
