package bestow.server;

import bestow.mesh.Latencies;

/// How long the answers of one route take, and how long they usually do. What is usual follows
/// slowly what is measured while there is room, and all but stands still while there is none:
/// whoever asks a full house how long things take learns how long the queue is.
///
/// Counting is safe for use by many threads, [#look] is for one at a time.
final class RoutePace {

  private static final double FOLLOWS = 1.0 / 8;

  /// A window in which there was no room may raise what is usual by so much: with windows of a
  /// second it doubles within 23 minutes. Without it, a route that has become slower for good would
  /// keep its limit at the least for ever.
  private static final double DRIFT = 0.0005;

  private final Latencies latencies = new Latencies();
  private double usualNanos;

  /// Counts a request that was answered as it should be.
  void count(long nanos) {
    latencies.count(nanos);
  }

  /// What came of a window.
  ///
  /// @param requests how many were answered
  /// @param gradient 1 where they took no longer than they may, else how many times less they
  ///     should have taken
  record Look(long requests, double gradient) {}

  /// Ends the window.
  ///
  /// @param pressed whether there was no room
  Look look(boolean pressed, AdmissionSettings.Pace pace) {
    var taken = latencies.take();
    if (taken.count() == 0) {
      return new Look(0, 1);
    }
    double middle = taken.within(0.5).toNanos();
    if (usualNanos == 0) {
      usualNanos = middle;
    }
    double allowed = Math.max(usualNanos * pace.tolerance(), usualNanos + pace.slack().toNanos());
    double follow = usualNanos + (middle - usualNanos) * FOLLOWS;
    usualNanos = pressed ? Math.min(follow, usualNanos * (1 + DRIFT)) : follow;
    return new Look(taken.count(), Math.min(1, allowed / middle));
  }
}
