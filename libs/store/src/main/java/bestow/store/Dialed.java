package bestow.store;

/// How an attempt to connect ended.
sealed interface Dialed {

  /// Connected, logged in, the owner checked and every script loaded.
  record Open(Wire wire) implements Dialed {}

  /// Not usable now.
  ///
  /// @param why a sentence that names the Redis and what it said, never the password
  record Shut(String why) implements Dialed {}
}
