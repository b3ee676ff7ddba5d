package bestow.config;

import java.util.List;

/// What stands at one position of a read file, before anybody knows what it means. YAML and JSON
/// give the same nodes.
sealed interface Node {
  Position position();

  /// A single value; `text` is what it says once quotes and escapes are taken away.
  record Scalar(Position position, String text, Kind kind) implements Node {}

  /// Values in an order.
  record Listing(Position position, List<Node> items) implements Node {
    public Listing {
      items = List.copyOf(items);
    }
  }

  /// Keys with values, in the order of the file, each key once.
  record Mapping(Position position, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /// One key of a mapping with its value.
  record Entry(Position position, String key, Node value) {}

  /// What kind of value a scalar is by the rules of YAML 1.2, which are those of JSON and a little
  /// more.
  enum Kind {
    TEXT,
    WHOLE,
    DECIMAL,
    TRUTH,
    NOTHING,
    /// Refused already (an alias, a tag); whoever reads it need not say so again.
    REFUSED
  }
}
