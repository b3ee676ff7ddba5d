package bestow.mesh;

import java.time.Duration;
import java.util.Optional;

/// How a call ended. A value, never an exception, and exact about the one thing that matters:
/// whether the callee may have done what it was asked. It speaks of this hop alone: that the callee
/// could not reach the one behind it comes as an answer.
public sealed interface Outcome {

  /// How the last attempt went.
  Trail trail();

  /// The callee answered and the whole answer was read, whatever its status says.
  ///
  /// @param status the HTTP status, 200 to 599
  /// @param headers the answer's headers
  /// @param body the answer's body, empty for none
  @SuppressWarnings(
      "ArrayRecordComponent") // a body is passed on as it is; nobody compares outcomes
  record Answered(int status, Headers headers, byte[] body, Trail trail) implements Outcome {}

  /// The callee itself said that it has not begun (a 503 that bears its mark): safe to try
  /// elsewhere.
  ///
  /// @param retryAfter how long it asks to be left alone
  record Refused(Optional<Duration> retryAfter, Trail trail) implements Outcome {}

  /// No byte of the request reached the callee: nothing can have happened.
  ///
  /// @param why a sentence for people
  record NotSent(String why, Trail trail) implements Outcome {}

  /// Some or all of the request was sent and no status came back: it may have been done, now or
  /// later.
  ///
  /// @param why a sentence for people
  record MaybeApplied(String why, Trail trail) implements Outcome {}

  /// A status came, yet the rest of the answer did not, or was no HTTP, or too big: what was done
  /// is known only as far as the status tells.
  ///
  /// @param status the HTTP status, 200 to 599
  /// @param why a sentence for people
  record Unreadable(int status, String why, Trail trail) implements Outcome {}
}
