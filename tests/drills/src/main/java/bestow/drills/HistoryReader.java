package bestow.drills;

import bestow.drills.History.Bounds;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Dead;
import bestow.drills.History.Delivery;
import bestow.drills.History.End;
import bestow.drills.History.Ends;
import bestow.drills.History.Header;
import bestow.drills.History.Look;
import bestow.drills.History.Place;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import bestow.drills.History.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the lines of a history, one after another.
final class HistoryReader {
  private static final Pattern MEMBER =
      Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|(-?\\d[-+.\\dE]*))");

  private Optional<Header> header = Optional.empty();
  private final List<Terms> terms = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();
  private final List<Damage> faults = new ArrayList<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final List<Dead> dead = new ArrayList<>();
  private final List<Stock> stocks = new ArrayList<>();
  private Optional<Double> healed = Optional.empty();
  private double quiet = Double.NaN;

  /// Reads them all.
  static History read(List<String> lines) {
    var reader = new HistoryReader();
    for (int i = 0; i < lines.size(); i++) {
      try {
        reader.line(Said.of(lines.get(i)));
      } catch (RuntimeException wrong) {
        throw new IllegalArgumentException(
            "line %d is none of a history (%s): %s"
                .formatted(i + 1, wrong.getMessage(), lines.get(i)),
            wrong);
      }
    }
    return reader.history();
  }

  private void line(Said said) {
    var type = said.text("type");
    if (header.isEmpty() && !type.equals("history")) {
      throw new IllegalArgumentException(
          "it begins with no header, so a release before there were any wrote it, and judges it");
    }
    switch (type) {
      case "history" -> header = Optional.of(header(said));
      case "terms" -> terms.add(terms(said));
      case "claim" -> claims.add(claim(said));
      case "look" -> looks.add(look(said));
      case "fault" -> faults.add(fault(said));
      case "delivery" ->
          deliveries.add(new Delivery(said.text("order"), said.text("user"), said.text("gift")));
      case "dead" -> dead.add(new Dead(said.text("order"), said.text("gift")));
      case "stock" -> stocks.add(stock(said));
      case "healed" -> healed = Optional.of(said.number("at"));
      case "quiet" -> quiet = said.number("at");
      default -> throw new IllegalArgumentException("no such type");
    }
  }

  private History history() {
    boolean whole =
        !terms.isEmpty()
            && terms.stream()
                .allMatch(each -> stocks.stream().anyMatch(one -> one.gift().equals(each.gift())));
    if (header.isEmpty() || healed.isEmpty() || !whole) {
      throw new IllegalArgumentException(
          "a history has its terms, when all was healed, and how each gift's stock stood then");
    }
    return new History(
        header.get(),
        terms,
        new Told(claims, looks),
        faults,
        new End(healed.get(), quiet, stocks, deliveries, dead));
  }

  private static Header header(Said said) {
    if (said.whole("format") != HistoryText.FORMAT) {
      throw new IllegalArgumentException(
          "format %d is read here, this is %s".formatted(HistoryText.FORMAT, said.text("format")));
    }
    return new Header(
        said.text("what"),
        said.whole("seed"),
        said.number("seconds"),
        said.text("version"),
        said.text("chosen"),
        new Bounds(said.number("endSeconds"), said.whole("deliveredMin")));
  }

  private static Terms terms(Said said) {
    return new Terms(
        said.text("gift"),
        said.whole("stock"),
        said.whole("perUser"),
        said.whole("deliveriesMax"),
        said.word(Ends.class, "ends"));
  }

  private static Claim claim(Said said) {
    return new Claim(
        said.text("user"),
        said.text("gift"),
        said.number("from"),
        said.number("to"),
        Math.toIntExact(said.whole("status")),
        said.text("order"));
  }

  private static Look look(Said said) {
    return new Look(
        said.text("order"), said.number("from"), said.number("to"), said.text("status"));
  }

  private static Damage fault(Said said) {
    return new Damage(
        said.text("what"), said.word(Place.class, "at"), said.number("from"), said.number("to"));
  }

  private static Stock stock(Said said) {
    return new Stock(
        said.text("gift"),
        said.whole("reservoir"),
        said.whole("leased"),
        said.whole("free"),
        said.whole("held"),
        said.whole("confirmed"));
  }

  /// What a line says.
  private record Said(Map<String, String> members) {
    static Said of(String line) {
      var members = new LinkedHashMap<String, String>();
      var matcher = MEMBER.matcher(line);
      while (matcher.find()) {
        members.put(
            matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
      }
      return new Said(members);
    }

    String text(String name) {
      var text = members.get(name);
      if (text == null) {
        throw new IllegalArgumentException("it has no " + name);
      }
      return text;
    }

    long whole(String name) {
      return Long.parseLong(text(name));
    }

    double number(String name) {
      return Double.parseDouble(text(name));
    }

    <E extends Enum<E>> E word(Class<E> words, String name) {
      return Enum.valueOf(words, text(name).toUpperCase(Locale.ROOT));
    }
  }
}
