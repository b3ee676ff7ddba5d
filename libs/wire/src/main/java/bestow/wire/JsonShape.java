package bestow.wire;

/// One pass over the bytes before they are read, for what the reader itself lets through: nesting
/// without bounds (it recurses), something behind the value, a comma too few or too many, a number
/// of so many digits that it would come out as another one.
final class JsonShape {
  /// Deeper than any record of ours, far from the end of a stack.
  static final int DEPTH_MAX = 16;

  /// Any number of 18 digits is a long.
  private static final int DIGITS_MAX = 18;

  private JsonShape() {}

  static void check(byte[] json) throws MalformedJsonException {
    int depth = 0;
    int end = -1;
    boolean text = false;
    int digits = 0;
    // Before the value: a value may start, a comma may not stand.
    byte before = ':';
    for (int at = 0; at < json.length; at++) {
      byte b = json[at];
      if (text) {
        if (b == '\\') at++;
        else if (b == '"') {
          text = false;
          before = b;
        } else if (b >= 0 && b < ' ')
          throw new MalformedJsonException("a control character inside a string at byte " + at);
        continue;
      }
      if (end >= 0 && !isSpace(b))
        throw new MalformedJsonException("something follows the value at byte " + at);
      digits = b >= '0' && b <= '9' ? digits + 1 : 0;
      if (digits > DIGITS_MAX)
        throw new MalformedJsonException("a number of over 18 digits before byte " + at);
      switch (b) {
        case ',' -> refuseUnlessValueEnded(before, at);
        case '"' -> {
          refuseUnlessValueMayStart(before, at);
          text = true;
        }
        case '{', '[' -> {
          refuseUnlessValueMayStart(before, at);
          if (++depth > DEPTH_MAX)
            throw new MalformedJsonException("nested deeper than " + DEPTH_MAX + " at byte " + at);
        }
        case '}', ']' -> {
          if (before == ',')
            throw new MalformedJsonException("a comma before the end at byte " + at);
          if (--depth == 0) end = at;
          if (depth < 0) throw new MalformedJsonException("a bracket closes nothing at byte " + at);
        }
        default -> {}
      }
      if (!isSpace(b)) before = b;
    }
    if (end < 0)
      throw new MalformedJsonException(
          json.length == 0 ? "the body is empty" : "not a whole JSON object");
  }

  private static void refuseUnlessValueMayStart(byte before, int at) throws MalformedJsonException {
    if (before != ',' && before != ':' && before != '{' && before != '[') {
      throw new MalformedJsonException("a comma or colon is missing before byte " + at);
    }
  }

  private static void refuseUnlessValueEnded(byte before, int at) throws MalformedJsonException {
    if (before == ',' || before == ':' || before == '{' || before == '[') {
      throw new MalformedJsonException("a comma without a value before it at byte " + at);
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
