package bestow.quota;

/// What a door tells its caller.
///
/// @param <T> the door's reply
sealed interface Told<T> {

  /// The reply.
  record Answer<T>(T reply) implements Told<T> {}

  /// The request asks for something that cannot be; nothing was changed.
  ///
  /// @param why a sentence for the caller
  record Invalid<T>(String why) implements Told<T> {}

  /// What is asked about is not there.
  ///
  /// @param why a sentence for the caller
  record Absent<T>(String why) implements Told<T> {}

  /// Nothing was begun: asking again is safe.
  ///
  /// @param why a sentence for the log
  record Refused<T>(String why) implements Told<T> {}

  /// It may have happened: only the same request again, or a look, can tell.
  ///
  /// @param why a sentence for the log
  record InDoubt<T>(String why) implements Told<T> {}

  /// The store holds something that cannot be.
  ///
  /// @param why a sentence for the log
  record Broken<T>(String why) implements Told<T> {}
}
