package bestow.quota;

/// Whose claim it is.
///
/// @param value 1 to 256 characters, none of them a control character
record UserId(String value) {
  private static final int LENGTH_MAX = 256;

  UserId {
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "user is 1 to %d characters, were %d".formatted(LENGTH_MAX, value.length()));
    }
    if (value.codePoints().anyMatch(UserId::isUnfit)) {
      throw new IllegalArgumentException(
          "user holds no control character and no half of a pair, was " + Shown.of(value));
    }
  }

  /// Two lone surrogates would become the same `?` in UTF-8, and two users one.
  private static boolean isUnfit(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }
}
