package bestow.quota;

import java.util.ArrayList;
import java.util.List;

/// Bodies that are not what a door takes, made from one that is.
final class Malformed {
  private Malformed() {}

  /// A body with one text in place of another.
  ///
  /// @param found what stands in a good body
  /// @param wrong what makes it a bad one
  record Slip(String found, String wrong) {}

  /// What is wrong at any door.
  static List<String> anywhere(String good) {
    var bodies =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "null",
                "true",
                "42",
                "\"text\"",
                "[]",
                "[" + good + "]",
                "{}",
                "{",
                "}",
                "{\"a\":}",
                "campaign=spring",
                "<campaign/>",
                good + "x",
                good + good,
                good.substring(0, good.length() - 1),
                good.substring(1),
                good.replace(':', '='),
                good.replace('"', '\''),
                good.replace(",", ",,"),
                good.replace(",", ""),
                "[".repeat(100_000),
                "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)));
    bodies.add(good.replaceFirst("\\{", "{\"deep\":" + "[".repeat(17) + "]".repeat(17) + ","));
    // One without commas has none too many or too few.
    bodies.removeIf(good::equals);
    return bodies;
  }

  /// What is wrong at one door, too.
  static List<String> at(String good, List<Slip> slips) {
    var bodies = new ArrayList<>(anywhere(good));
    for (var slip : slips) {
      var bad = good.replace(slip.found, slip.wrong);
      if (bad.equals(good)) {
        throw new IllegalArgumentException("the good body has no " + slip.found);
      }
      bodies.add(bad);
    }
    return bodies;
  }
}
