package bestow.session;

import java.time.Instant;

/// Where sessions are kept, by the hash of their token. For any number of threads.
interface SessionStore {

  /// Keeps a new session; the user's oldest ends where there would be more than `sessionsMax`.
  Kept open(Token token, String user, Instant opened, Instant expires, int sessionsMax);

  /// Whose session this is.
  Found find(Token token, Instant now);

  /// Ends this session, and this one only.
  Ended close(Token token, Instant now);

  /// Ends every session of this one's user.
  Ended closeAll(Token token, Instant now);

  /// Whether a session was kept.
  enum Kept {
    KEPT,
    /// The store can't be reached; nothing was kept, or nobody will ever know its token.
    UNAVAILABLE
  }

  /// Whose session it is.
  sealed interface Found {
    record User(String user) implements Found {}

    record Nobody() implements Found {}

    record Unavailable(String why) implements Found {}
  }

  /// How many sessions ended.
  sealed interface Ended {
    record Count(int sessions) implements Ended {}

    /// There was no such session.
    record Nobody() implements Ended {}

    /// It may or may not have ended.
    record Unavailable(String why) implements Ended {}
  }
}
