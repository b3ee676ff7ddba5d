package bestow.delivery;

/// A way to a provider that tells its pace how calls end. For any number of threads.
record PacedAdapter(Adapter adapter, Pace pace) implements Adapter {

  @Override
  public Verdict deliver(Order order) {
    return told(adapter.deliver(order));
  }

  @Override
  public Verdict ask(Order order) {
    return told(adapter.ask(order));
  }

  @Override
  public Verdict revoke(Order order) {
    return told(adapter.revoke(order));
  }

  private Verdict told(Verdict verdict) {
    switch (verdict) {
      case Verdict.Delivered _, Verdict.Refused _, Verdict.NeverHeard _, Verdict.Revoked _ ->
          pace.well();
      case Verdict.RetryLater _, Verdict.NotSent _, Verdict.Unclear _ -> pace.badly();
    }
    return verdict;
  }
}
