package bestow.quota;

/// A client's text inside a sentence: short, and without what could disturb a log.
final class Shown {
  private static final int LENGTH_MAX = 60;

  private Shown() {}

  /// The text in quotes, cut, with `?` for what is not printable ASCII.
  static String of(String text) {
    var cut = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "…" : text;
    return "'" + cut.replaceAll("[^ -~…]", "?") + "'";
  }
}
