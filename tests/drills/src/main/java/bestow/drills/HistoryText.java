package bestow.drills;

import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Dead;
import bestow.drills.History.Delivery;
import bestow.drills.History.Look;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import java.util.ArrayList;
import java.util.Locale;

/// A history as lines of JSON, each an object without anything inside; the first one is its header.
final class HistoryText {
  // The first one had no header, and nothing to judge refusals, ends and limits by.
  static final int FORMAT = 2;

  private HistoryText() {}

  static String of(History history) {
    var lines = new ArrayList<Line>();
    var header = history.header();
    lines.add(
        new Line("history")
            .with("format", FORMAT)
            .with("what", header.what())
            .with("seed", header.seed())
            .with("seconds", header.seconds())
            .with("version", header.version())
            .with("chosen", header.chosen())
            .with("endSeconds", header.bounds().endSeconds())
            .with("deliveredMin", header.bounds().deliveredMin()));
    history.terms().forEach(terms -> lines.add(line(terms)));
    history.told().claims().forEach(claim -> lines.add(line(claim)));
    history.told().looks().forEach(look -> lines.add(line(look)));
    history.faults().forEach(fault -> lines.add(line(fault)));
    var end = history.end();
    end.deliveries().forEach(delivery -> lines.add(line(delivery)));
    end.dead().forEach(dead -> lines.add(line(dead)));
    end.stocks().forEach(stock -> lines.add(line(stock)));
    lines.add(new Line("healed").with("at", end.healed()));
    if (Double.isFinite(end.quiet())) {
      lines.add(new Line("quiet").with("at", end.quiet()));
    }
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }

  private static Line line(Terms terms) {
    return new Line("terms")
        .with("gift", terms.gift())
        .with("stock", terms.stock())
        .with("perUser", terms.perUser())
        .with("deliveriesMax", terms.deliveriesMax())
        .with("ends", word(terms.ends()));
  }

  private static Line line(Claim claim) {
    return new Line("claim")
        .with("user", claim.user())
        .with("gift", claim.gift())
        .with("from", claim.from())
        .with("to", claim.to())
        .with("status", claim.status())
        .with("order", claim.order());
  }

  private static Line line(Look look) {
    return new Line("look")
        .with("order", look.order())
        .with("from", look.from())
        .with("to", look.to())
        .with("status", look.status());
  }

  private static Line line(Damage fault) {
    return new Line("fault")
        .with("what", fault.what())
        .with("at", word(fault.at()))
        .with("from", fault.from())
        .with("to", fault.to());
  }

  private static Line line(Delivery delivery) {
    return new Line("delivery")
        .with("order", delivery.order())
        .with("user", delivery.user())
        .with("gift", delivery.gift());
  }

  private static Line line(Dead dead) {
    return new Line("dead").with("order", dead.order()).with("gift", dead.gift());
  }

  private static Line line(Stock stock) {
    return new Line("stock")
        .with("gift", stock.gift())
        .with("reservoir", stock.reservoir())
        .with("leased", stock.leased())
        .with("free", stock.free())
        .with("held", stock.held())
        .with("confirmed", stock.confirmed());
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /// A line while it is written.
  private static final class Line {
    private final StringBuilder text;

    Line(String type) {
      text = new StringBuilder("{\"type\":\"" + type + "\"");
    }

    Line with(String name, String value) {
      // What is done to a provider is told in its own JSON.
      return add(name, "\"" + value.replace('"', ' ').replace('\n', ' ') + "\"");
    }

    Line with(String name, long value) {
      return add(name, Long.toString(value));
    }

    Line with(String name, double seconds) {
      return add(name, String.format(Locale.ROOT, "%.4f", seconds));
    }

    private Line add(String name, String json) {
      text.append(",\"").append(name).append("\":").append(json);
      return this;
    }

    String text() {
      return text + "}";
    }
  }
}
