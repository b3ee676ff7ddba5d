package bestow.drills;

import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Holds a history to the laws. The provider's own ledger is the truth; a claim without an answer,
/// or with a 5xx, may have done anything. Pure.
public final class Checker {
  // More would only repeat the first ones.
  private static final int EXAMPLES = 3;

  private final History history;
  private final List<String> violations = new ArrayList<>();

  private Checker(History history) {
    this.history = history;
  }

  /// What came of it.
  public sealed interface Verdict {
    /// Every law held, under every fault.
    record Valid() implements Verdict {}

    /// A law was broken.
    ///
    /// @param violations a sentence for each law
    record Invalid(List<String> violations) implements Verdict {}

    /// No law was seen broken, yet not all that should have been tried was.
    record Unknown(String why) implements Verdict {}
  }

  /// The verdict on a history.
  public static Verdict check(History history) {
    return new Checker(history).verdict();
  }

  private Verdict verdict() {
    var delivered = history.deliveries().stream().map(Delivery::order).collect(Collectors.toSet());
    once();
    stock(delivered);
    promises(delivered);
    perUser();
    if (!violations.isEmpty()) {
      return new Verdict.Invalid(List.copyOf(violations));
    }
    var unmet = history.faults().stream().filter(fault -> !isMet(fault)).map(Damage::what).toList();
    if (history.claims().isEmpty() || !unmet.isEmpty()) {
      return new Verdict.Unknown(
          history.claims().isEmpty() ? "nobody claimed" : "no claim met " + shown(unmet));
    }
    return new Verdict.Valid();
  }

  /// L1: an order is delivered at most once.
  private void once() {
    var times =
        history.deliveries().stream()
            .collect(Collectors.groupingBy(Delivery::order, TreeMap::new, Collectors.counting()));
    var twice =
        times.entrySet().stream()
            .filter(order -> order.getValue() > 1)
            .map(order -> order.getKey() + " " + order.getValue() + " times")
            .toList();
    violated("L1, delivered more than once", twice);
  }

  /// L2 and L10: no unit appears or vanishes, and once it is quiet as many are given away as were
  /// delivered.
  private void stock(Set<String> delivered) {
    var end = history.end();
    var wrong = new ArrayList<String>();
    if (end.reservoir() + end.leased() != history.terms().stock()) {
      wrong.add(
          "%d in the reservoir and %d leased of %d"
              .formatted(end.reservoir(), end.leased(), history.terms().stock()));
    }
    if (end.free() + end.held() + end.confirmed() != end.leased()) {
      wrong.add(
          "%d free, %d held and %d confirmed of %d leased"
              .formatted(end.free(), end.held(), end.confirmed(), end.leased()));
    }
    if (delivered.size() > history.terms().stock()) {
      wrong.add(
          "%d delivered of a stock of %d".formatted(delivered.size(), history.terms().stock()));
    }
    violated("L2, stock that does not add up", wrong);
    if (!Double.isFinite(end.quiet())) {
      violated(
          "L3, orders without an end long after all was healed",
          List.of(end.held() + " units are held"));
    } else if (end.confirmed() != delivered.size()) {
      violated(
          "L10, ledgers that disagree",
          List.of("%d confirmed, %d delivered".formatted(end.confirmed(), delivered.size())));
    }
  }

  /// L3 and L5: what was answered 200 or 202 is delivered in the end.
  private void promises(Set<String> delivered) {
    violated("L3, answered 200 and not delivered", missing(200, delivered));
    violated("L3, answered 202 and not delivered", missing(202, delivered));
  }

  private List<String> missing(int status, Set<String> delivered) {
    return history.claims().stream()
        .filter(claim -> claim.status() == status)
        .map(Claim::order)
        .distinct()
        .filter(order -> !delivered.contains(order))
        .toList();
  }

  /// L6: nobody has more than they may.
  private void perUser() {
    var owns =
        history.deliveries().stream()
            .distinct()
            .collect(Collectors.groupingBy(Delivery::user, TreeMap::new, Collectors.counting()));
    var over =
        owns.entrySet().stream()
            .filter(user -> user.getValue() > history.terms().perUser())
            .map(user -> user.getKey() + " has " + user.getValue())
            .toList();
    violated("L6, more than a user may have", over);
  }

  /// Whether a claim was under way while it was done.
  private boolean isMet(Damage fault) {
    return history.claims().stream()
        .anyMatch(claim -> claim.from() < fault.to() && claim.to() > fault.from());
  }

  private void violated(String law, List<String> examples) {
    if (!examples.isEmpty()) {
      violations.add("%s: %s".formatted(law, shown(examples)));
    }
  }

  private static String shown(List<String> examples) {
    var shown = examples.stream().limit(EXAMPLES).collect(Collectors.joining(", "));
    return examples.size() > EXAMPLES
        ? "%s and %d more".formatted(shown, examples.size() - EXAMPLES)
        : shown;
  }
}
