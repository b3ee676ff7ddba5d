package bestow.delivery;

/// Text that may stand in a field of a record: control characters and `%` are written as `%` and
/// two hexadecimal digits.
final class Escaped {

  private static final String DIGITS = "0123456789abcdef";

  private Escaped() {}

  static void write(StringBuilder to, String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ' || c == '%' || c == 127) {
        to.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
      } else {
        to.append(c);
      }
    }
  }

  /// @throws IllegalArgumentException when it was not written by [#write]
  static String read(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '%') {
        plain.append(c);
        continue;
      }
      if (at + 2 >= text.length()) {
        throw new IllegalArgumentException("an escape is cut off");
      }
      plain.append((char) Integer.parseInt(text, at + 1, at + 3, 16));
      at += 2;
    }
    return plain.toString();
  }
}
