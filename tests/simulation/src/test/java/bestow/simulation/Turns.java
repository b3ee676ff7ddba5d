package bestow.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;

/// Threads that take turns in virtual time: one runs at a time, and only until its next step, which
/// comes when its time has come. The same seed gives the same order of all steps. Used by the
/// thread that calls [#run(long)], and by the threads that it starts.
final class Turns {
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::sequence));
  private final Semaphore back = new Semaphore(0);
  private final List<Throwable> failures = new ArrayList<>();
  private long nowNanos;
  private long sequence;
  private boolean over;
  private Optional<Turn> running = Optional.empty();

  /// Something that happens at a time.
  private record Event(long atNanos, long sequence, Runnable what) {}

  /// Nanoseconds since the beginning.
  long nanos() {
    return nowNanos;
  }

  /// Does that after a while, all at once.
  void after(long nanos, Runnable what) {
    events.add(new Event(nowNanos + nanos, sequence++, what));
  }

  /// Begins that after a while, as part of a life.
  void start(Life life, long nanos, Runnable body) {
    var turn = new Turn(life, body);
    after(nanos, turn::resume);
  }

  /// Lets others have their turns for so long.
  ///
  /// @throws Crash when the life ended in between
  void sleep(long nanos) {
    var me = running.orElseThrow();
    after(nanos, me::resume);
    back.release();
    me.go.acquireUninterruptibly();
    me.stopIfDead();
  }

  /// Does the work of another process: a crash of that one is not mine.
  ///
  /// @return false when the other process died of it
  boolean within(Life other, Runnable work) {
    var me = running.orElseThrow();
    var mine = me.life;
    me.life = other;
    try {
      me.stopIfDead();
      work.run();
      return true;
    } catch (Crash crash) {
      if (!other.isDead()) {
        throw crash;
      }
      return false;
    } finally {
      me.life = mine;
    }
  }

  /// Goes on until nothing is left to happen before that time.
  ///
  /// @throws AssertionError the first failure of any thread
  void run(long untilNanos) {
    while (!events.isEmpty() && events.peek().atNanos <= untilNanos) {
      var event = events.remove();
      nowNanos = event.atNanos;
      event.what.run();
      if (!failures.isEmpty()) {
        throw new AssertionError(String.valueOf(failures.getFirst()), failures.getFirst());
      }
    }
    nowNanos = Math.max(nowNanos, untilNanos);
  }

  /// Ends every thread that has not ended, at its next step.
  void end() {
    over = true;
    while (!events.isEmpty()) {
      var event = events.remove();
      event.what.run();
    }
  }

  /// One thread.
  private final class Turn {
    private final Semaphore go = new Semaphore(0);
    private final Runnable body;
    private Life life;
    private boolean started;

    Turn(Life life, Runnable body) {
      this.life = life;
      this.body = body;
    }

    /// Lets it run until its next step or its end.
    void resume() {
      running = Optional.of(this);
      if (started) {
        go.release();
      } else {
        started = true;
        Thread.ofVirtual().start(this::run);
      }
      back.acquireUninterruptibly();
      running = Optional.empty();
    }

    private void run() {
      try {
        stopIfDead();
        body.run();
      } catch (Crash _) {
        // The process is gone, and this with it.
        started = true;
      } catch (RuntimeException | AssertionError e) {
        failures.add(e);
      } finally {
        back.release();
      }
    }

    void stopIfDead() {
      if (over || life.isDead()) {
        throw new Crash();
      }
    }
  }
}
