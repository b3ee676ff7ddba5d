package bestow.drills;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Delivery;
import bestow.drills.History.Look;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether a history shows that what should have been tried was: without that, no law broken says
/// little. Pure.
final class Coverage {
  private final History history;
  private final Map<String, Claim> firstTold;

  private Coverage(History history) {
    this.history = history;
    this.firstTold =
        history.told().claims().stream()
            .filter(claim -> !claim.order().isEmpty())
            .collect(toMap(Claim::order, claim -> claim, (a, b) -> a.from() <= b.from() ? a : b));
  }

  /// The first thing that should have been tried, and was not; a sentence.
  static Optional<String> missing(History history) {
    var coverage = new Coverage(history);
    return history.told().claims().isEmpty()
        ? Optional.of("nobody claimed")
        : coverage.unmet().or(coverage::unseen).or(coverage::tooFew);
  }

  private Optional<String> unmet() {
    var unmet = history.faults().stream().filter(fault -> !isMet(fault)).map(Damage::what).toList();
    return unmet.isEmpty()
        ? Optional.empty()
        : Optional.of("no claim met " + Checker.examples(unmet));
  }

  private Optional<String> unseen() {
    var seen =
        history.told().looks().stream()
            .filter(look -> look.from() >= history.end().healed())
            .map(Look::order)
            .collect(toSet());
    var unseen = firstTold.keySet().stream().filter(order -> !seen.contains(order)).sorted();
    var missed = unseen.toList();
    return missed.isEmpty()
        ? Optional.empty()
        : Optional.of("nobody looked in the end at " + Checker.examples(missed));
  }

  private Optional<String> tooFew() {
    var delivered = history.end().deliveries().stream().map(Delivery::order).collect(toSet());
    long met =
        firstTold.values().stream().filter(one -> isDeliveredInSpite(one, delivered)).count();
    long least = history.header().bounds().deliveredMin();
    return met >= least
        ? Optional.empty()
        : Optional.of(
            "%d orders were delivered of those claimed while something was done, %d are wanted"
                .formatted(met, least));
  }

  private boolean isDeliveredInSpite(Claim claim, Set<String> delivered) {
    return delivered.contains(claim.order())
        && history.faults().stream().anyMatch(fault -> isDuring(claim, fault));
  }

  /// Whether a claim came as far as where it was done, while it was done.
  private boolean isMet(Damage fault) {
    return history.told().claims().stream()
        .anyMatch(claim -> isDuring(claim, fault) && reaches(claim, fault));
  }

  /// A claim without an answer, or with a 5xx, ended at what is broken: one thing is, at a time. A
  /// refusal tells how far it came: that of a gift that is gone has passed quota, and nothing
  /// behind it. Only a new order is sure to come to the provider, and whatever becomes of it there,
  /// its claim is answered well.
  private boolean reaches(Claim claim, Damage fault) {
    boolean broken = claim.status() == 0 || claim.status() >= 500;
    return switch (fault.at()) {
      case WAY -> true;
      case QUOTA -> broken || claim.isGood() || claim.status() == 409;
      case DELIVERY -> broken || claim.isGood();
      case PROVIDER -> claim.isGood() && claim.equals(firstTold.get(claim.order()));
    };
  }

  // One that was never sent ends when it begins.
  private static boolean isDuring(Claim claim, Damage fault) {
    return claim.from() < fault.to() && claim.to() > fault.from() && claim.to() > claim.from();
  }
}
