package bestow.delivery;

import bestow.delivery.Attempt.End;
import bestow.simulation.Chaos;
import bestow.simulation.Judge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A provider in a simulated world, as its terms promise it and not a bit better: it may answer,
/// not answer, refuse, be out of reach, and deliver long after anybody waits, but for no longer
/// than the settle window.
public final class SimulatedProvider implements Adapter {
  private static final End ANSWERED = new End("read", 200);
  private static final End SILENT = new End("read", 0);
  private static final End UNREACHED = new End("connect", 0);
  private static final long MILLI = 1_000_000L;
  private static final long READ_MILLIS = 500;

  private final Chaos chaos;
  private final Terms terms;
  private final Map<String, Integer> ledger = new HashMap<>();
  private final Map<String, Integer> late = new HashMap<>();
  private final Map<String, String> limited = new HashMap<>();
  private final Map<String, Set<String>> owned = new HashMap<>();
  private final Judge judge;
  private final Set<String> revoked = new HashSet<>();
  private boolean revocable;
  private final double silence;
  private final double refusal;

  SimulatedProvider(Chaos chaos, Terms terms, Judge judge) {
    this.judge = judge;
    this.chaos = chaos;
    this.terms = terms;
    this.silence = chaos.random().nextDouble(0.5);
    this.refusal = chaos.random().nextInt(3) == 0 ? chaos.random().nextDouble(0.5) : 0;
  }

  /// A provider of that class.
  ///
  /// @param kind `SAME_NUMBER`, `ASK_FIRST`, `LIMIT_AT_SOURCE` or `NOTHING`
  public static SimulatedProvider of(Chaos chaos, String kind, Judge judge) {
    return new SimulatedProvider(
        chaos, new Terms(Terms.Kind.valueOf(kind), 2_000, 1_500, 2, Schedule.USUAL), judge);
  }

  Terms terms() {
    return terms;
  }

  /// One that takes back what it delivered, which it does not unless it is told so.
  public SimulatedProvider revocable() {
    revocable = true;
    return this;
  }

  boolean isRevocable() {
    return revocable;
  }

  /// Whether that order's user has it.
  public boolean isKept(String order) {
    return deliveries(order) > 0 && !revoked.contains(order);
  }

  /// How often it delivered that order.
  public int deliveries(String order) {
    return ledger.getOrDefault(order, 0);
  }

  /// Whether it delivered that order, or still will.
  public boolean mayDeliver(String order) {
    return deliveries(order) > 0 || late.getOrDefault(order, 0) > 0;
  }

  /// The orders that it delivered to each user.
  public Map<String, Set<String>> owned() {
    return owned;
  }

  /// How many orders it delivered.
  public long delivered() {
    return ledger.size();
  }

  /// How often it may deliver one order.
  public int most() {
    return terms.kind() == Terms.Kind.NOTHING ? terms.readTimeoutCap() : 1;
  }

  @Override
  public Verdict deliver(Order order) {
    if (chaos.chance(0.1)) {
      return new Verdict.NotSent(UNREACHED);
    }
    // From the last look at the clock on, only the network takes time.
    chaos.pause(chaos.random().nextLong(50 * MILLI));
    var number = order.number().value();
    if (chaos.chance(silence)) {
      return silent(order);
    }
    if (terms.kind() == Terms.Kind.LIMIT_AT_SOURCE && isLimited(order)) {
      return new Verdict.Refused("limit", ANSWERED);
    }
    if (!mayDeliver(number) && chaos.chance(refusal)) {
      return new Verdict.Refused("not-eligible", ANSWERED);
    }
    if (chaos.chance(0.05)) {
      return new Verdict.RetryLater(ANSWERED);
    }
    land(order);
    chaos.step();
    return new Verdict.Delivered("r-" + number, ANSWERED);
  }

  /// Nobody hears of it in time: it delivered, it will, or it never does.
  private Verdict silent(Order order) {
    switch (chaos.random().nextInt(3)) {
      case 0 -> land(order);
      case 1 -> {
        var number = order.number().value();
        late.merge(number, 1, Integer::sum);
        long after = READ_MILLIS + chaos.random().nextLong(terms.settleMillis() - 1);
        chaos.after(
            after * MILLI,
            () -> {
              late.merge(number, -1, Integer::sum);
              land(order);
            });
      }
      default -> {}
    }
    chaos.pause(READ_MILLIS * MILLI);
    return new Verdict.Unclear(SILENT);
  }

  @Override
  public Verdict ask(Order order) {
    chaos.step();
    if (chaos.chance(0.2)) {
      return new Verdict.Unclear(SILENT);
    }
    return deliveries(order.number().value()) > 0
        ? new Verdict.Delivered("r-" + order.number(), ANSWERED)
        : new Verdict.NeverHeard(new End("read", 404));
  }

  @Override
  public Verdict revoke(Order order) {
    chaos.step();
    if (chaos.chance(0.2)) {
      return new Verdict.NotSent(UNREACHED);
    }
    revoked.add(order.number().value());
    return chaos.chance(0.2) ? new Verdict.Unclear(SILENT) : new Verdict.Revoked(ANSWERED);
  }

  private void land(Order order) {
    var number = order.number().value();
    boolean again =
        switch (terms.kind()) {
          case SAME_NUMBER -> deliveries(number) > 0;
          case LIMIT_AT_SOURCE -> isLimited(order);
          case ASK_FIRST, NOTHING -> false;
        };
    if (revoked.contains(number)) {
      throw new AssertionError("L4: lands after it was taken back: " + order);
    }
    if (!again) {
      ledger.merge(number, 1, Integer::sum);
      owned.computeIfAbsent(order.asked().user(), _ -> new TreeSet<>()).add(number);
      limited.putIfAbsent(order.asked().user(), number);
    }
    if (deliveries(number) > most()) {
      judge.breach("L1", number, "delivered " + deliveries(number) + " times: " + order);
    }
  }

  /// It gives each user one.
  private boolean isLimited(Order order) {
    return Optional.ofNullable(limited.get(order.asked().user())).isPresent();
  }
}
