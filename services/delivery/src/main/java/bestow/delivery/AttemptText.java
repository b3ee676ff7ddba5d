package bestow.delivery;

/// One attempt as a field of its order's record: its parts with a blank between them.
final class AttemptText {

  private static final int PARTS = 8;

  private AttemptText() {}

  static String write(Attempt attempt) {
    return attempt.number()
        + " "
        + attempt.token()
        + ' '
        + attempt.startedAt()
        + ' '
        + attempt.endedAt()
        + ' '
        + attempt.phase()
        + ' '
        + attempt.status()
        + ' '
        + attempt.outcome().name()
        + ' '
        + attempt.trace();
  }

  /// @throws IllegalArgumentException when it was not written by [#write]
  static Attempt read(String text) {
    var parts = text.split(" ", -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("an attempt has " + PARTS + " parts: '" + text + "'");
    }
    return new Attempt(
        Integer.parseInt(parts[0]),
        parts[1],
        parts[7],
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        parts[4],
        Integer.parseInt(parts[5]),
        Attempt.Outcome.valueOf(parts[6]));
  }
}
