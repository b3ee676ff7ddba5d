package bestow.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// Wall time that a test moves by hand, forward and back, as real wall clocks do. Safe for use from
/// many threads.
public final class FakeClock implements InstantSource {
  private final AtomicReference<Instant> now;

  /// A clock that stands at noon of 21 November 2026, UTC.
  public FakeClock() {
    this(Instant.parse("2026-11-21T12:00:00Z"));
  }

  /// A clock that stands at `start`.
  public FakeClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Moves the clock on; a negative duration sets it back.
  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  /// Sets the clock to `instant`, wherever it stood.
  public void jumpTo(Instant instant) {
    now.set(instant);
  }
}
