package bestow.gateway;

import bestow.mesh.CallContext;
import bestow.mesh.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks about many things together: the first of some waits a little for others, and asks for all
/// of them. Safe for use by many threads.
///
/// @param <Q> what is asked about
/// @param <R> what is told of each
final class Gathering<Q, R> {
  private final Question<Q, R> question;
  private final int most;
  private final Duration time;
  private final Ticker ticker;
  private Group<Q, R> open = new Group<>();

  /// @param most how many are asked about at once
  /// @param time how long the first waits
  Gathering(Question<Q, R> question, int most, Duration time, Ticker ticker) {
    this.question = question;
    this.most = most;
    this.time = time;
    this.ticker = ticker;
  }

  /// What is asked.
  @FunctionalInterface
  interface Question<Q, R> {
    /// One answer for each, in their order; none at all where nobody can tell.
    List<R> ask(List<Q> group);
  }

  /// Those that are asked about together.
  private static final class Group<Q, R> {
    private final List<Q> members = new ArrayList<>();
    private final CountDownLatch full = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile List<R> answers = List.of();
  }

  /// What is told of this one; nothing where nobody can tell within its time.
  Optional<R> ask(Q one) {
    Group<Q, R> group;
    int place;
    synchronized (this) {
      group = open;
      place = group.members.size();
      group.members.add(one);
      if (group.members.size() == most) {
        open = new Group<>();
        group.full.countDown();
      }
    }
    try {
      if (place == 0) {
        lead(group);
      } else {
        long left = CallContext.current().deadline().remainingNanos(ticker);
        var _ = group.answered.await(left, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var answers = group.answers;
    return place < answers.size() ? Optional.of(answers.get(place)) : Optional.empty();
  }

  private void lead(Group<Q, R> group) throws InterruptedException {
    try {
      try {
        var _ = group.full.await(time.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        // Nobody may join whom nobody will ask about.
        close(group);
      }
      group.answers = question.ask(group.members);
    } finally {
      group.answered.countDown();
    }
  }

  private synchronized void close(Group<Q, R> group) {
    if (open == group) {
      open = new Group<>();
    }
  }
}
