package bestow.config;

import java.util.regex.Pattern;

/// How a piece of somebody's file is shown in a sentence: in quotes, on one line, at most 40
/// characters.
final class Shown {
  private static final int LENGTH_MAX = 40;

  /// Who writes a password into a URL shall not find it in an answer or a log.
  private static final Pattern USER = Pattern.compile("//[^/@]*@");

  private Shown() {}

  static String text(String text) {
    return '"' + word(text) + '"';
  }

  /// The same without quotes.
  static String word(String text) {
    var shown = USER.matcher(text).replaceAll("//…@");
    var out = new StringBuilder();
    shown
        .codePoints()
        .limit(LENGTH_MAX)
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
        .forEach(out::appendCodePoint);
    return shown.codePointCount(0, shown.length()) > LENGTH_MAX ? out + "…" : out.toString();
  }

  /// Somebody else's sentence, on one line and without what can't be printed.
  static String plain(String sentence) {
    return sentence.replaceAll("\\p{Cntrl}", "").replace("  ", " ");
  }

  static String node(Node node) {
    return switch (node) {
      case Node.Listing _ -> "a list";
      case Node.Mapping _ -> "keys with values";
      case Node.Scalar(_, _, Node.Kind kind) when kind == Node.Kind.NOTHING -> "empty";
      case Node.Scalar(_, String text, Node.Kind kind) when kind == Node.Kind.TEXT -> text(text);
      case Node.Scalar(_, String text, _) -> word(text);
    };
  }
}
