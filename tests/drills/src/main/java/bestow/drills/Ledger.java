package bestow.drills;

import bestow.drills.History.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// What the ledgers say: a provider's own, which is the judge of everything, and quota's.
final class Ledger {
  private static final Pattern DELIVERY =
      Pattern.compile("\"order\":\"([^\"]+)\".*?\"user\":\"([^\"]+)\".*?\"gift\":\"([^\"]+)\"");

  private static final Pattern ENTRY =
      Pattern.compile(
          "\"kind\":\"([^\"]+)\",\"order\":\"([^\"]+)\",\"user\":\"([^\"]+)\",\"gift\":\"([^\"]+)\"");

  private Ledger() {}

  /// What a user got, and has still.
  record Owned(String order, String user, String gift) {}

  /// How the stock of a gift stands, over all its buckets.
  record Stock(long reservoir, long leased, long free, long held, long confirmed) {}

  /// What users have by a provider's ledger: what was delivered, and not taken back since.
  static List<Owned> owned(String ledger) {
    var owned = new ArrayList<Owned>();
    ledger
        .lines()
        .map(ENTRY::matcher)
        .filter(Matcher::find)
        .forEach(
            entry -> {
              var one = new Owned(entry.group(2), entry.group(3), entry.group(4));
              if (entry.group(1).equals("delivered")) {
                owned.add(one);
              } else {
                owned.remove(one);
              }
            });
    return owned;
  }

  /// The deliveries of a provider's ledger, also those of what was taken back since.
  static List<Delivery> deliveries(String ledger) {
    return ledger
        .lines()
        .filter(line -> !line.contains("\"kind\":\"revoked\""))
        .map(DELIVERY::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> new Delivery(matcher.group(1), matcher.group(2), matcher.group(3)))
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

  /// A metric of a page of them, all its series together; NaN where there is none.
  static double metric(String page, String name) {
    var values =
        Pattern.compile("(?m)^%s(?:\\{[^}\n]*})? (\\S+)".formatted(name))
            .matcher(page)
            .results()
            .mapToDouble(line -> Double.parseDouble(line.group(1)))
            .toArray();
    return values.length == 0 ? Double.NaN : DoubleStream.of(values).sum();
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
