package bestow.sandbox;

/// What the ledger made of a request.
sealed interface Recorded {

  /// Written down by this request, and on disk.
  record Fresh(Entry entry) implements Recorded {}

  /// There before, and on disk.
  record Known(LedgerIndex.Known known) implements Recorded {}

  /// The user has as many of it as anybody may have.
  record Limited() implements Recorded {}

  /// Never written down.
  record Absent() implements Recorded {}

  /// Not known to be on disk.
  ///
  /// @param why a sentence
  record Failed(String why) implements Recorded {}
}
