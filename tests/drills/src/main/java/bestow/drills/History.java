package bestow.drills;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// All that was seen of a run, as lines of JSON that can be judged again long after: what users
/// were answered, what was done to the platform, and what the ledgers say once it is quiet.
/// Seconds count from the run's beginning. Immutable.
///
/// @param terms what the campaign allows
/// @param claims what users were answered
/// @param faults what was done
/// @param deliveries the lines of the provider's ledger
/// @param end how it was once nothing was done any more
public record History(
    Terms terms, List<Claim> claims, List<Damage> faults, List<Delivery> deliveries, End end) {
  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|([-\\d.]+))");

  public History {
    claims = List.copyOf(claims);
    faults = List.copyOf(faults);
    deliveries = List.copyOf(deliveries);
  }

  /// What a campaign allows.
  public record Terms(long stock, long perUser) {}

  /// A claim and its answer.
  ///
  /// @param status 0 where there was none
  /// @param order its order number; empty where it was told none
  public record Claim(String user, double from, double to, int status, String order) {}

  /// What was done to the platform.
  public record Damage(String what, double from, double to) {}

  /// What a provider delivered.
  public record Delivery(String order, String user) {}

  /// Quota's word on the stock, once it is quiet.
  ///
  /// @param healed when the last fault was over
  /// @param quiet when nothing was under way any more; NaN if that never came
  public record End(
      double healed,
      double quiet,
      long reservoir,
      long leased,
      long free,
      long held,
      long confirmed) {}

  /// As lines of JSON.
  public String text() {
    var lines = new ArrayList<String>();
    lines.add(line("terms", Map.of("stock", terms.stock, "perUser", terms.perUser)));
    for (var claim : claims) {
      lines.add(
          "{\"type\":\"claim\",\"user\":\"%s\",\"from\":%s,\"to\":%s,\"status\":%d,\"order\":\"%s\"}"
              .formatted(
                  claim.user, seconds(claim.from), seconds(claim.to), claim.status, claim.order));
    }
    for (var fault : faults) {
      lines.add(
          "{\"type\":\"fault\",\"what\":\"%s\",\"from\":%s,\"to\":%s}"
              .formatted(fault.what, seconds(fault.from), seconds(fault.to)));
    }
    for (var delivery : deliveries) {
      lines.add(
          "{\"type\":\"delivery\",\"order\":\"%s\",\"user\":\"%s\"}"
              .formatted(delivery.order, delivery.user));
    }
    var stock = new LinkedHashMap<String, Long>();
    stock.put("reservoir", end.reservoir);
    stock.put("leased", end.leased);
    stock.put("free", end.free);
    stock.put("held", end.held);
    stock.put("confirmed", end.confirmed);
    lines.add(line("stock", stock));
    lines.add("{\"type\":\"healed\",\"at\":%s}".formatted(seconds(end.healed)));
    if (Double.isFinite(end.quiet)) {
      lines.add("{\"type\":\"quiet\",\"at\":%s}".formatted(seconds(end.quiet)));
    }
    return String.join("\n", lines) + "\n";
  }

  /// Reads lines of JSON.
  ///
  /// @throws IllegalArgumentException for a line that is none of ours, or a history without its end
  public static History of(List<String> lines) {
    var reading = new Reading();
    for (int i = 0; i < lines.size(); i++) {
      try {
        reading.line(lines.get(i));
      } catch (RuntimeException wrong) {
        throw new IllegalArgumentException(
            "line %d is none of a history (%s): %s"
                .formatted(i + 1, wrong.getMessage(), lines.get(i)),
            wrong);
      }
    }
    return reading.history();
  }

  private static String line(String type, Map<String, Long> numbers) {
    return numbers.entrySet().stream()
        .map(number -> "\"%s\":%d".formatted(number.getKey(), number.getValue()))
        .collect(Collectors.joining(",", "{\"type\":\"" + type + "\",", "}"));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.4f", seconds);
  }

  /// What has been read so far.
  private static final class Reading {
    private final List<Claim> claims = new ArrayList<>();
    private final List<Damage> faults = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Map<String, Map<String, String>> once = new LinkedHashMap<>();

    void line(String line) {
      var members = new LinkedHashMap<String, String>();
      var matcher = MEMBER.matcher(line);
      while (matcher.find()) {
        members.put(
            matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
      }
      switch (text(members, "type")) {
        case "claim" ->
            claims.add(
                new Claim(
                    text(members, "user"),
                    number(members, "from"),
                    number(members, "to"),
                    (int) number(members, "status"),
                    text(members, "order")));
        case "fault" ->
            faults.add(
                new Damage(text(members, "what"), number(members, "from"), number(members, "to")));
        case "delivery" ->
            deliveries.add(new Delivery(text(members, "order"), text(members, "user")));
        case "terms", "stock", "healed", "quiet" -> once.put(text(members, "type"), members);
        default -> throw new IllegalArgumentException("no such type");
      }
    }

    History history() {
      var terms = said("terms");
      var stock = said("stock");
      var quiet = once.containsKey("quiet") ? number(said("quiet"), "at") : Double.NaN;
      return new History(
          new Terms((long) number(terms, "stock"), (long) number(terms, "perUser")),
          claims,
          faults,
          deliveries,
          new End(
              number(said("healed"), "at"),
              quiet,
              (long) number(stock, "reservoir"),
              (long) number(stock, "leased"),
              (long) number(stock, "free"),
              (long) number(stock, "held"),
              (long) number(stock, "confirmed")));
    }

    private Map<String, String> said(String type) {
      var members = once.get(type);
      if (members == null) {
        throw new IllegalArgumentException("a history has a line of type " + type);
      }
      return members;
    }

    private static double number(Map<String, String> members, String name) {
      return Double.parseDouble(text(members, name));
    }

    private static String text(Map<String, String> members, String name) {
      var text = members.get(name);
      if (text == null) {
        throw new IllegalArgumentException("it has no " + name);
      }
      return text;
    }
  }
}
