package bestow.store;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One of a store's connections over all the times that it falls and is opened again. Its thread
/// connects, serves, and after a failure waits and connects again, until the store is closed.
final class Line {

  /// How a line stands.
  sealed interface Condition {}

  /// It is being connected and may be up any moment.
  record Trying() implements Condition {}

  /// It serves calls.
  record Up() implements Condition {}

  /// The last attempt to connect failed.
  ///
  /// @param why a sentence
  record Down(String why) implements Condition {}

  private static final System.Logger LOG = System.getLogger(Line.class.getName());

  private final String name;
  private final Dial dial;
  private final Lines lines;
  private final Backoff backoff;
  private final Thread thread;
  private volatile Condition condition = new Trying();
  private volatile @Nullable Link link;

  /// @param name what its threads are called
  Line(String name, Dial dial, Lines lines, Backoff backoff) {
    this.name = name;
    this.dial = dial;
    this.lines = lines;
    this.backoff = backoff;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /// Begins to connect.
  void start() {
    thread.start();
  }

  Condition condition() {
    return condition;
  }

  /// Whether it has a batch on its way or is about to, unless it is the link that asks.
  boolean engagedBeside(Link asking) {
    Link current = link;
    return current != null && current != asking && current.engaged();
  }

  /// Lets the line send, where it can and should. False where it can't or needn't.
  boolean wake() {
    Link current = link;
    return current != null && current.wake();
  }

  /// Waits for the end of what is on its way, then for nothing. Called once the store is closing.
  void finish(Duration patience) throws InterruptedException {
    LockSupport.unpark(thread);
    wake();
    if (!thread.join(patience)) {
      Link current = link;
      if (current != null) {
        current.fall(lines.address() + " gave no answer before the store was closed");
      }
    }
  }

  private void run() {
    while (!lines.closing()) {
      switch (dial.connect()) {
        case Dialed.Open(Wire wire) -> serve(wire);
        case Dialed.Shut(String why) -> stayDown(why);
      }
    }
  }

  private void serve(Wire wire) {
    if (condition instanceof Down) {
      LOG.log(Level.INFO, "{0} can be used again", lines.address());
    }
    Link opened = new Link(wire, lines, name + "-writer");
    link = opened;
    condition = new Up();
    String why = opened.serve();
    link = null;
    condition = new Trying();
    // What waited for this line's batch to return may go out on another now.
    lines.kick();
    if (!lines.closing()) {
      LOG.log(Level.WARNING, why);
    }
    if (opened.served()) {
      backoff.reset();
    } else {
      pause();
    }
  }

  private void stayDown(String why) {
    if (!(condition instanceof Down(String before) && before.equals(why))) {
      LOG.log(Level.WARNING, why);
    }
    condition = new Down(why);
    lines.refuseWhereAllAreDown();
    pause();
  }

  private void pause() {
    // Woken early it tries early, which the backoff bears.
    LockSupport.parkNanos(this, backoff.nextNanos());
  }
}
