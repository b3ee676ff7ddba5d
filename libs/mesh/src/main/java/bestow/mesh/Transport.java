package bestow.mesh;

/// The last stage: carries an attempt to the instance that was picked, over a connection of its
/// pool, and brings the outcome back.
final class Transport implements Stage {

  // 1 ms: with less than the way there costs, the callee would only throw the request away.
  static final long LEFT_NANOS_MIN = 1_000_000;

  private final CalleeTerms terms;
  private final Manners manners;
  private final RequestWriter writer;
  private final Pools pools;
  private final Ticker ticker;

  Transport(CalleeTerms terms, Manners manners, RequestWriter writer, Pools pools, Ticker ticker) {
    this.terms = terms;
    this.manners = manners;
    this.writer = writer;
    this.pools = pools;
    this.ticker = ticker;
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    var instance = attempt.instance().orElseThrow();
    var pool = pools.of(instance);
    return switch (pool.take(attempt.deadline())) {
      case Pool.Taken.Busy(var why) -> attempt.notSent(why, Phase.WAIT, ticker);
      case Pool.Taken.Unreachable(var why) -> attempt.notSent(why, Phase.CONNECT, ticker);
      case Pool.Taken.Lent(var connection) -> {
        try {
          yield over(connection, attempt, instance);
        } finally {
          pool.give(connection);
        }
      }
    };
  }

  private Outcome over(Connection connection, Attempt attempt, Instance instance) {
    long now = ticker.nanos();
    long left = attempt.deadline().atNanos() - now;
    if (left <= LEFT_NANOS_MIN) {
      return attempt.notSent(
          "No time was left once " + attempt.peer() + " was connected", Phase.CONNECT, ticker);
    }
    var request = writer.request(attempt, instance, left);
    return new Exchange(attempt, terms, manners, connection, ticker).run(request, now);
  }
}
