package bestow.drills;

import static java.nio.charset.StandardCharsets.UTF_8;

import bestow.drills.History.Dead;
import bestow.local.Doors;
import bestow.local.LaunchException;
import bestow.local.Part;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What an operator asks quota, delivery, the providers and the services' metrics: how everything
/// stands.
///
/// @param doors by which they are reached
/// @param parts what runs under a name
/// @param token the operator's
/// @param providers how many there are
record Operator(Doors doors, Function<String, Part> parts, String token, int providers) {
  private static final String QUOTA = "quota-1";
  private static final String DELIVERY = "delivery-1";
  private static final Pattern SUBJECT = Pattern.compile("\"subject\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"\\}$");
  private static final Pattern LETTER =
      Pattern.compile(
          "\"order\":\"([^\"]+)\"[^{}]*\"campaign\":\"([^\"]+)\",\"gift\":\"([^\"]+)\"");
  // More than any drill leaves.
  private static final int PAGES_MAX = 200;

  /// The lines of all providers' ledgers.
  String ledgers() throws LaunchException, InterruptedException {
    var lines = new StringBuilder();
    for (int i = 1; i <= providers; i++) {
      lines.append(ledger(i)).append('\n');
    }
    return lines.toString();
  }

  /// The lines of the ledger of one provider.
  String ledger(int number) throws LaunchException, InterruptedException {
    return doors.get(at("sandbox-provider-" + number).resolve("/ledger")).body();
  }

  /// What instances show in a metric, all its series together.
  ///
  /// @param name as Prometheus has it
  double metric(String name, String... instances) throws LaunchException, InterruptedException {
    double sum = 0;
    for (var instance : instances) {
      int port = parts.apply(instance).ports().getLast();
      var page = doors.get(URI.create("http://127.0.0.1:" + port + "/metrics")).body();
      sum += Ledger.metric(page, name);
    }
    return sum;
  }

  /// How the stock of what a crowd claims stands, all its gifts together.
  Ledger.Stock stock(Wish wish) throws LaunchException, InterruptedException {
    var told = new StringBuilder();
    for (var gift : wish.gifts()) {
      var request =
          "{\"campaign\":\"%s\",\"gift\":\"%s\",\"buckets\":%d}"
              .formatted(wish.campaign(), gift, wish.buckets());
      told.append(asked(QUOTA, "/v1/stock", request));
    }
    return Ledger.stock(told.toString());
  }

  /// Which of these orders a service knows nothing of; while its store is away it is asked again.
  ///
  /// @param owner `quota` or `delivery`
  Set<String> unknown(String owner, Collection<String> orders)
      throws LaunchException, InterruptedException {
    var unknown = new HashSet<String>();
    for (var order : orders) {
      var said =
          owner.equals("quota")
              ? asked(QUOTA, "/v1/held", "{\"order\":\"%s\"}".formatted(order))
              : asked(
                  DELIVERY, "/v1/order", "{\"order\":\"%s\",\"waitMillis\":0}".formatted(order));
      if (said.contains("\"reply\":\"unknown\"")) {
        unknown.add(order);
      }
    }
    return unknown;
  }

  /// Has delivery compare what a provider states to have delivered with what it has itself.
  ///
  /// @param number which provider, from 1
  void compare(int number) throws LaunchException, InterruptedException {
    var provider = at("sandbox-provider-" + number);
    var statement = doors.get(provider.resolve("/statement.csv")).body();
    var door = at(DELIVERY).resolve("/v1/statements/sandbox/drill-" + number);
    good(door, doors.post(door, signed(), "text/csv", statement.getBytes(UTF_8)));
  }

  /// What quota and delivery found to differ: orders, and stocks.
  Set<String> found() throws LaunchException, InterruptedException {
    var found = new HashSet<String>();
    for (var instance : List.of(QUOTA, DELIVERY)) {
      for (var page : pages(instance, "/v1/reconciliation")) {
        SUBJECT.matcher(page).results().forEach(match -> found.add(match.group(1)));
      }
    }
    return found;
  }

  /// The orders of a campaign that wait for a person.
  List<Dead> dead(String campaign) throws LaunchException, InterruptedException {
    return pages(DELIVERY, "/v1/dead-letters").stream()
        .flatMap(page -> LETTER.matcher(page).results())
        .filter(letter -> letter.group(2).equals(campaign))
        .map(letter -> new Dead(letter.group(1), letter.group(3)))
        .toList();
  }

  private List<String> pages(String instance, String path)
      throws LaunchException, InterruptedException {
    var pages = new ArrayList<String>();
    var after = "";
    while (pages.size() < PAGES_MAX) {
      var door = at(instance).resolve(path + "?limit=200" + after);
      var page = good(door, doors.get(door, signed()));
      pages.add(page);
      var next = NEXT.matcher(page);
      if (!next.find()) {
        return pages;
      }
      after = "&after=" + next.group(1);
    }
    throw new LaunchException("More pages of " + path + " than anybody would read");
  }

  private URI at(String instance) {
    return URI.create(parts.apply(instance).address());
  }

  private String asked(String instance, String path, String request)
      throws LaunchException, InterruptedException {
    var door = at(instance).resolve(path);
    return good(door, doors.post(door, Map.of(), request.getBytes(UTF_8)));
  }

  private static String good(URI door, Doors.Answer answer) throws LaunchException {
    if (!answer.isGood()) {
      throw new LaunchException(door + " does not tell: " + answer);
    }
    return answer.body();
  }

  private Map<String, String> signed() {
    return Map.of("Authorization", "Bearer " + token);
  }
}
