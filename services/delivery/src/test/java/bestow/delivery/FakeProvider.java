package bestow.delivery;

import bestow.delivery.Attempt.End;
import java.util.ArrayList;
import java.util.List;

/// A provider with a ledger, that honours order numbers or not, and whose n-th call goes wrong.
final class FakeProvider implements Adapter {

  private static final End ANSWERED = new End("read", 200);
  private static final End SILENT = new End("read", 0);

  private final boolean honours;
  private final List<String> ledger = new ArrayList<>();
  private Faults faults = Faults.none();

  FakeProvider(Terms.Kind kind) {
    this.honours = kind == Terms.Kind.SAME_NUMBER;
  }

  void faults(Faults next) {
    faults = next;
  }

  /// How many deliveries there were.
  int deliveries() {
    return ledger.size();
  }

  @Override
  public Verdict deliver(Order order) {
    var strike = faults.strike();
    if (strike.isEmpty()) {
      return give(order);
    }
    return switch (strike.get()) {
      case CRASH_BEFORE -> throw new Crash();
      case CRASH_AFTER -> {
        var _ = give(order);
        throw new Crash();
      }
      case NOT_DONE -> new Verdict.NotSent(new End("connect", 0));
      case DONE_UNKNOWN -> {
        var _ = give(order);
        yield new Verdict.Unclear(SILENT);
      }
      case NOT_DONE_UNKNOWN -> new Verdict.Unclear(SILENT);
    };
  }

  @Override
  public Verdict ask(Order order) {
    var strike = faults.strike();
    if (strike.isPresent()) {
      return switch (strike.get()) {
        case CRASH_BEFORE, CRASH_AFTER -> throw new Crash();
        case NOT_DONE, DONE_UNKNOWN, NOT_DONE_UNKNOWN -> new Verdict.Unclear(SILENT);
      };
    }
    return ledger.contains(order.number().value())
        ? new Verdict.Delivered("r-1", ANSWERED)
        : new Verdict.NeverHeard(new End("read", 404));
  }

  @Override
  public Verdict revoke(Order order) {
    ledger.remove(order.number().value());
    return new Verdict.Revoked(ANSWERED);
  }

  private Verdict give(Order order) {
    if (!honours || !ledger.contains(order.number().value())) {
      ledger.add(order.number().value());
    }
    return new Verdict.Delivered("r-1", ANSWERED);
  }
}
