package bestow.session;

/// What an identity provider's token says, once it has been believed or not.
sealed interface Identity {

  /// The token is genuine, for us, and in time.
  ///
  /// @param user its subject
  record Proven(String user) implements Identity {}

  /// It is not.
  ///
  /// @param reason a word for logs and tests; the user is told only that it is not accepted
  record Rejected(String reason) implements Identity {}
}
