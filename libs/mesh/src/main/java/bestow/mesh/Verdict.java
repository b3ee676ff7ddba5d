package bestow.mesh;

import java.time.Duration;

/// What the end of an attempt says about the instance that it went to.
enum Verdict {
  /// It did its work.
  GOOD,
  /// It did its work, later than is of use.
  SLOW,
  /// It answered with an error of its own, or refused.
  APPLICATION,
  /// The connection broke, or no answer came in time.
  TRANSPORT,
  /// It could not be connected to.
  CONNECT,
  /// Nothing: the caller gave up, or there was no place left for one more call.
  NOTHING;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int ERROR_MIN = 500;

  /// Whether it speaks against the instance.
  boolean bad() {
    return switch (this) {
      case GOOD, NOTHING -> false;
      case SLOW, APPLICATION, TRANSPORT, CONNECT -> true;
    };
  }

  /// Whether the instance was connected to.
  boolean reached() {
    return switch (this) {
      case GOOD, SLOW, APPLICATION, TRANSPORT -> true;
      case CONNECT, NOTHING -> false;
    };
  }

  Transition.Cause cause() {
    return switch (this) {
      case SLOW -> Transition.Cause.SLOW;
      case APPLICATION -> Transition.Cause.APPLICATION;
      case TRANSPORT -> Transition.Cause.TRANSPORT;
      case CONNECT -> Transition.Cause.CONNECT;
      case GOOD, NOTHING -> throw new IllegalStateException(this + " is nobody's fault");
    };
  }

  /// The verdict on an outcome.
  ///
  /// @param slow how long a good answer may take, zero for any time
  static Verdict of(Outcome outcome, Duration slow) {
    return switch (outcome) {
      case Outcome.Answered answered -> answered(answered, slow);
      case Outcome.Refused _ -> APPLICATION;
      case Outcome.NotSent(_, var trail) ->
          switch (trail.phase()) {
            case WAIT -> NOTHING;
            case CONNECT -> CONNECT;
            case WRITE, READ -> TRANSPORT;
          };
      case Outcome.MaybeApplied _, Outcome.Unreadable _ -> TRANSPORT;
    };
  }

  private static Verdict answered(Outcome.Answered answered, Duration slow) {
    if (answered.status() >= ERROR_MIN || answered.status() == TOO_MANY_REQUESTS) {
      return APPLICATION;
    }
    return slow.isPositive() && answered.trail().elapsed().compareTo(slow) > 0 ? SLOW : GOOD;
  }
}
