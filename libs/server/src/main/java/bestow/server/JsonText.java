package bestow.server;

/// JSON as it is written, in ASCII: members one after the other, commas by themselves. For one
/// thread.
final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text;

  JsonText(int charactersExpected) {
    text = new StringBuilder(charactersExpected);
  }

  JsonText open(char bracket) {
    separate();
    text.append(bracket);
    return this;
  }

  JsonText close(char bracket) {
    text.append(bracket);
    return this;
  }

  /// The name of a member; its value follows.
  JsonText name(String name) {
    separate();
    quoted(name);
    text.append(':');
    return this;
  }

  JsonText member(String name, String value) {
    name(name);
    quoted(value);
    return this;
  }

  JsonText member(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  JsonText member(String name, double value) {
    name(name);
    text.append(value);
    return this;
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void separate() {
    if (!text.isEmpty() && "{[:,".indexOf(text.charAt(text.length() - 1)) < 0) {
      text.append(',');
    }
  }

  private void quoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      escape(value.charAt(i), text);
    }
    text.append('"');
  }

  /// Appends one character of a string.
  static void escape(char c, StringBuilder text) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (c >= ' ' && c < 127) {
          text.append(c);
        } else {
          text.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt((c >> shift) & 15));
          }
        }
      }
    }
  }
}
