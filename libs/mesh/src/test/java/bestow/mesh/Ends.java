package bestow.mesh;

import java.time.Duration;
import java.util.Optional;

/// How a scripted attempt ends.
enum Ends {
  GOOD,
  NOT_FOUND,
  ERROR,
  REFUSED,
  NOT_SENT,
  NOBODY,
  IN_DOUBT,
  BROKEN;

  Outcome outcome(Trail trail) {
    return switch (this) {
      case GOOD -> new Outcome.Answered(200, Headers.none(), new byte[0], trail);
      case NOT_FOUND -> new Outcome.Answered(404, Headers.none(), new byte[0], trail);
      case ERROR -> new Outcome.Answered(502, Headers.none(), new byte[0], trail);
      case REFUSED -> new Outcome.Refused(Optional.of(Duration.ofSeconds(1)), trail);
      case NOT_SENT, NOBODY -> new Outcome.NotSent("not sent", trail);
      case IN_DOUBT -> new Outcome.MaybeApplied("silent", trail);
      case BROKEN -> new Outcome.Unreadable(200, "broken", trail);
    };
  }
}
