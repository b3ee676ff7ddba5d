package bestow.drills;

import static java.nio.charset.StandardCharsets.UTF_8;

import bestow.drills.History.Dead;
import bestow.local.Doors;
import bestow.local.LaunchException;
import bestow.local.Part;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Tells how everything stands: what the providers' own ledgers, quota, delivery and the services'
/// metrics say.
final class Witness {
  private static final Pattern LETTER =
      Pattern.compile(
          "\"order\":\"([^\"]+)\"[^{}]*\"campaign\":\"([^\"]+)\",\"gift\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
  // More dead letters than any drill leaves.
  private static final int PAGES_MAX = 200;
  private static final int PAGE = 200;

  private final Doors doors;
  private final Function<String, Part> parts;
  private final String operatorToken;
  private final int providers;

  /// @param parts what runs under a name
  /// @param providers how many there are
  Witness(Doors doors, Function<String, Part> parts, String operatorToken, int providers) {
    this.doors = doors;
    this.parts = parts;
    this.operatorToken = operatorToken;
    this.providers = providers;
  }

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

  /// How the stock of what a crowd claims stands, all its gifts together.
  Ledger.Stock stock(Wish wish) throws LaunchException, InterruptedException {
    var told = new StringBuilder();
    for (var gift : wish.gifts()) {
      var request =
          "{\"campaign\":\"%s\",\"gift\":\"%s\",\"buckets\":%d}"
              .formatted(wish.campaign(), gift, wish.buckets());
      var answer =
          doors.post(at("quota-1").resolve("/v1/stock"), Map.of(), request.getBytes(UTF_8));
      if (!answer.isGood()) {
        throw new LaunchException("Quota does not tell the stock: " + answer);
      }
      told.append(answer.body());
    }
    return Ledger.stock(told.toString());
  }

  /// The orders of a campaign that wait for a person.
  List<Dead> dead(String campaign) throws LaunchException, InterruptedException {
    var dead = new ArrayList<Dead>();
    var after = "";
    for (int page = 0; page < PAGES_MAX; page++) {
      var path = "/v1/dead-letters?limit=" + PAGE + after;
      var answer =
          doors.get(
              at("delivery-1").resolve(path), Map.of("Authorization", "Bearer " + operatorToken));
      if (!answer.isGood()) {
        throw new LaunchException("Delivery does not tell its dead letters: " + answer);
      }
      LETTER
          .matcher(answer.body())
          .results()
          .filter(letter -> letter.group(2).equals(campaign))
          .forEach(letter -> dead.add(new Dead(letter.group(1), letter.group(3))));
      var next = NEXT.matcher(answer.body());
      if (!next.find()) {
        return dead;
      }
      after = "&after=" + next.group(1);
    }
    throw new LaunchException("More dead letters than anybody would read");
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

  private URI at(String instance) {
    return URI.create(parts.apply(instance).address());
  }
}
