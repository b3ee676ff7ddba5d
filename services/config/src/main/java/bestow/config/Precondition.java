package bestow.config;

import java.util.List;
import java.util.regex.Pattern;

/// What a writer says of the draft that the write is based on: its `If-Match`.
sealed interface Precondition {
  /// Nothing was said.
  record Missing() implements Precondition {}

  /// Whatever draft there is, as long as there is one.
  record Any() implements Precondition {}

  /// One of these edits. Tags that can't be ours are left out, for they match nothing.
  record Edits(List<Long> edits) implements Precondition {
    public Edits {
      edits = List.copyOf(edits);
    }
  }

  Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");

  /// The meaning of an `If-Match` header, empty for none.
  static Precondition of(String header) {
    if (header.isBlank()) {
      return new Missing();
    } else if (header.strip().equals("*")) {
      return new Any();
    }
    var tags = List.of(header.split(",", -1)).stream().map(String::strip);
    return new Edits(
        tags.map(TAG::matcher)
            .filter(m -> m.matches())
            .map(m -> Long.valueOf(m.group(1)))
            .toList());
  }

  /// The entity tag of an edit.
  static String tag(long edit) {
    return "\"" + edit + "\"";
  }
}
