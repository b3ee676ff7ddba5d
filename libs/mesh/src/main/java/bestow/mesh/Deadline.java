package bestow.mesh;

import java.time.Duration;

/// The moment after which nobody waits for an answer any more, as a reading of the process's own
/// [Ticker]. It never leaves the process: between services the time that is left travels instead,
/// so that their clocks need not agree.
///
/// @param atNanos the reading of the ticker at which the time is up, in nanoseconds
public record Deadline(long atNanos) {

  /// The deadline that lies `time` after now.
  public static Deadline in(Duration time, Ticker ticker) {
    return new Deadline(ticker.nanos() + time.toNanos());
  }

  /// The time that is left, never negative.
  public Duration remaining(Ticker ticker) {
    return Duration.ofNanos(Math.max(0, remainingNanos(ticker)));
  }

  /// The time that is left in nanoseconds, negative once the deadline is past.
  public long remainingNanos(Ticker ticker) {
    return atNanos - ticker.nanos();
  }

  /// Whether no time is left.
  public boolean spent(Ticker ticker) {
    return remainingNanos(ticker) <= 0;
  }

  /// The one of the two that comes first.
  public Deadline earlier(Deadline other) {
    return atNanos - other.atNanos <= 0 ? this : other;
  }
}
