package bestow.mesh;

/// An answer as it was read from a connection.
///
/// @param status the HTTP status, 200 to 599
/// @param headers its headers
/// @param body its body, empty for none
/// @param after what may happen to the connection that it came over
@SuppressWarnings("ArrayRecordComponent") // a body is passed on as it is, never compared
record Answer(int status, Headers headers, byte[] body, After after) {

  /// What may happen to a connection after an answer.
  enum After {
    /// It may carry another request.
    REUSE,
    /// It is at its end.
    CLOSE
  }
}
