package bestow.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/// What a store has, and how it stood before each of its newest writes: a replica that takes over
/// may lack those.
///
/// @param <S> all that a store has
public final class Lagging<S> {
  private final UnaryOperator<S> copy;
  private final long lagNanos;
  private final Deque<Past<S>> past = new ArrayDeque<>();
  private S now;

  private record Past<S>(long atNanos, S state) {}

  /// @param copy gives one that is the same and changes alone
  /// @param lagNanos how far a replica may be behind; 0 for a store that has none
  public Lagging(S first, UnaryOperator<S> copy, long lagNanos) {
    this.now = first;
    this.copy = copy;
    this.lagNanos = lagNanos;
  }

  /// As it stands.
  public S now() {
    return now;
  }

  /// Something is about to be written.
  public void writes(long nanos) {
    if (lagNanos == 0) {
      return;
    }
    past.add(new Past<>(nanos, copy.apply(now)));
    while (past.getFirst().atNanos() < nanos - lagNanos) {
      past.removeFirst();
    }
  }

  /// A replica takes over which is so far behind.
  ///
  /// @return how many writes are gone
  public int failOver(long nanos, long behindNanos) {
    past.removeIf(each -> each.atNanos() < nanos - behindNanos);
    int gone = past.size();
    if (gone > 0) {
      now = past.getFirst().state();
      past.clear();
    }
    return gone;
  }
}
