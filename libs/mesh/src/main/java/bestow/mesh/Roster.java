package bestow.mesh;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The last good list of one callee's instances. Safe for use by many threads.
final class Roster {

  private final AtomicReference<Candidates> candidates = new AtomicReference<>(Candidates.none());
  private final CountDownLatch answered = new CountDownLatch(1);

  /// A list that never changes, of one instance outside the registry.
  static Roster fixed(Instance only) {
    var roster = new Roster();
    roster.replace(List.of(only));
    roster.noteAnswer();
    return roster;
  }

  /// Who may be called; empty when no good list was ever seen.
  Candidates candidates() {
    return candidates.get();
  }

  /// Takes a list over.
  void replace(List<Instance> instances) {
    var _ = candidates.updateAndGet(before -> before.next(instances));
  }

  /// Notes that the registry has been asked and has answered, or failed to: waiting longer is no
  /// use.
  void noteAnswer() {
    answered.countDown();
  }

  /// Waits until the registry was asked once, at most until `deadline`. An interrupt ends it early
  /// and stays set.
  void awaitAnswer(Deadline deadline, Ticker ticker) {
    try {
      var _ = answered.await(deadline.remainingNanos(ticker), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
