package bestow.drills;

import bestow.drills.History.Delivery;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the ledgers say: a provider's own, which is the judge of everything, and quota's.
final class Ledger {
  private static final Pattern DELIVERY =
      Pattern.compile("\"order\":\"([^\"]+)\".*?\"user\":\"([^\"]+)\"");

  private Ledger() {}

  /// How the stock of a gift stands, over all its buckets.
  record Stock(long reservoir, long leased, long free, long held, long confirmed) {}

  /// The lines of a provider's ledger.
  static List<Delivery> deliveries(String ledger) {
    return ledger
        .lines()
        .map(DELIVERY::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> new Delivery(matcher.group(1), matcher.group(2)))
        .toList();
  }

  /// What each user got.
  static Map<String, List<Delivery>> byUser(List<Delivery> deliveries) {
    return deliveries.stream().collect(Collectors.groupingBy(Delivery::user));
  }

  /// Quota's answer on a gift's stock.
  static Stock stock(String answer) {
    return new Stock(
        sum(answer, "reservoir"),
        sum(answer, "leased"),
        sum(answer, "free"),
        sum(answer, "held"),
        sum(answer, "confirmed"));
  }

  /// The laws that no fault may break.
  ///
  /// @param deliveries of all providers
  /// @param promised the orders that users were told are delivered
  /// @param most how often an order may be delivered
  static List<Figure> laws(List<Delivery> deliveries, List<String> promised, int most) {
    var times =
        deliveries.stream().collect(Collectors.groupingBy(Delivery::order, Collectors.counting()));
    int beyond =
        times.values().stream().mapToInt(one -> Math.max(0, Math.toIntExact(one) - most)).sum();
    int lost = (int) promised.stream().filter(order -> !times.containsKey(order)).count();
    var often = most == 1 ? "once" : most + " times";
    return List.of(
        Figure.atMost(0, "", "delivered more than " + often, beyond),
        Figure.atMost(0, "", "answered 200, yet not in the ledger", lost));
  }

  private static long sum(String answer, String member) {
    var matcher = Pattern.compile("\"%s\":(\\d+)".formatted(member)).matcher(answer);
    long sum = 0;
    while (matcher.find()) {
      sum += Long.parseLong(matcher.group(1));
    }
    return sum;
  }
}
