package bestow.mesh;

/// A clock that only measures how much time has passed: its zero means nothing, it never jumps, and
/// it knows no date. Code that measures or waits has one passed in, so that a test can move it by
/// hand. Safe for use by many threads.
@FunctionalInterface
public interface Ticker {

  /// The reading now, in nanoseconds. Readings may overflow: compare them by subtracting.
  long nanos();

  /// The machine's own monotonic clock, the only one in the code base.
  static Ticker system() {
    return System::nanoTime;
  }
}
