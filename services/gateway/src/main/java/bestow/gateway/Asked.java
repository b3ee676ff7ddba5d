package bestow.gateway;

/// What came of asking another service, reduced to what a claim decides by.
///
/// @param <R> the service's reply
sealed interface Asked<R> {

  /// It replied.
  record Got<R>(R reply) implements Asked<R> {}

  /// It has begun nothing, for certain.
  ///
  /// @param why a sentence for our logs
  record NotBegun<R>(String why) implements Asked<R> {}

  /// Nobody here knows whether it did what it was asked.
  ///
  /// @param why a sentence for our logs
  record InDoubt<R>(String why) implements Asked<R> {}
}
