package bestow.drills;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What a provider's own ledger says, which is the judge of everything.
final class Ledger {
  private static final Pattern ORDER = Pattern.compile("\"order\":\"([^\"]+)\"");

  private Ledger() {}

  /// The order numbers of a ledger, one for each delivery.
  static List<String> orders(String ledger) {
    return ledger
        .lines()
        .map(ORDER::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /// The laws that no fault may break.
  ///
  /// @param delivered the orders of all ledgers, one for each delivery
  /// @param promised the orders that users were told are delivered
  static List<Figure> laws(List<String> delivered, List<String> promised) {
    var once = new HashSet<>(delivered);
    int lost = (int) promised.stream().filter(order -> !once.contains(order)).count();
    return List.of(
        Figure.atMost(0, "", "delivered more than once", delivered.size() - once.size()),
        Figure.atMost(0, "", "answered 200, yet not in the ledger", lost));
  }
}
