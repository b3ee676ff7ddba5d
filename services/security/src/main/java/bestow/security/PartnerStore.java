package bestow.security;

import bestow.wire.security.Partners.Gap;
import java.util.List;

/// Where it is kept which nonces a partner used, and which numbers of its sequence have no answer.
/// Both are bounded. For any number of threads.
interface PartnerStore {

  /// A signed order that came in.
  ///
  /// @param partner whose
  /// @param nonce of its signature
  /// @param forgetAt epoch milliseconds, when the nonce may be forgotten
  /// @param sequence its number
  /// @param first the number of the partner's first order
  record Arrival(String partner, String nonce, long forgetAt, long sequence, long first) {}

  /// Remembers a signed order, unless its nonce was used before: the nonce, and its number as one
  /// without an answer, as well as all between it and the highest one so far.
  Remembered remember(Arrival arrival, long nowMillis);

  /// An order has its answer: its number is missed no more. Done again, it changes nothing.
  Taken take(String partner, long sequence, long nowMillis);

  /// How a partner's stream stands.
  ///
  /// @param seenBefore epoch milliseconds: gaps since then are too young to count
  /// @param gapsMax how many gaps are listed at most
  Looked look(String partner, long seenBefore, int gapsMax);

  /// What came of remembering.
  sealed interface Remembered {
    record New() implements Remembered {}

    record Before() implements Remembered {}

    /// There is no room for another nonce.
    record Full(long waitMillis) implements Remembered {}

    /// Nothing is remembered.
    record Unavailable(String why) implements Remembered {}

    /// Nobody knows whether it is.
    record InDoubt(String why) implements Remembered {}
  }

  /// What came of an answer.
  enum Taken {
    NOTED,
    UNAVAILABLE
  }

  /// A partner's stream.
  sealed interface Looked {
    /// As it stands.
    ///
    /// @param highest the highest number seen; 0 where none was
    /// @param lastTakenAt epoch milliseconds; 0 where none was
    /// @param missing how many numbers have no answer
    /// @param since epoch milliseconds, the oldest gap's; 0 where there is none
    /// @param gaps the lowest of them
    /// @param forgotten how many numbers are no longer looked for
    record Stream(
        long highest, long lastTakenAt, long missing, long since, List<Gap> gaps, long forgotten)
        implements Looked {
      public Stream {
        gaps = List.copyOf(gaps);
      }
    }

    record Unavailable(String why) implements Looked {}
  }
}
