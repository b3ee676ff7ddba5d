package bestow.gateway;

/// What came of asking another service, reduced to what a claim decides by.
///
/// @param <R> the service's reply
sealed interface Asked<R> {

  /// It replied.
  record Got<R>(R reply) implements Asked<R> {}

  /// It has begun nothing, for certain.
  record NotBegun<R>() implements Asked<R> {}

  /// Nobody here knows whether it did what it was asked.
  record InDoubt<R>() implements Asked<R> {}
}
