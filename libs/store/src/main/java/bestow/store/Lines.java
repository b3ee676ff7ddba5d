package bestow.store;

import bestow.mesh.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// All connections to one Redis and the backlog that they share. Decides which of them sends next,
/// and looks after batches that stay unanswered. Safe for use by many threads.
final class Lines implements Nodes {

  /// How often a timeout is looked at while it runs: a dead connection is given up at most a
  /// quarter too late.
  private static final int LOOKS_PER_TIMEOUT = 4;

  private final StoreSettings settings;
  private final Ticker ticker;
  private final Measures measures;
  private final Backlog backlog;
  private final List<Line> lines;
  private final Thread watch = Thread.ofVirtual().unstarted(this::watch);
  private volatile boolean closing;

  Lines(StoreSettings settings, Ticker ticker, Measures measures, List<Script> scripts) {
    this.settings = settings;
    this.ticker = ticker;
    this.measures = measures;
    this.backlog = new Backlog(settings.queueMax());
    Dial dial = new Dial(settings, scripts);
    List<Line> made = new ArrayList<>();
    for (int i = 0; i < settings.connections(); i++) {
      String name = "store-" + settings.owner() + "-" + i;
      made.add(new Line(name, dial, this, new Backoff(RandomGenerator.getDefault())));
    }
    this.lines = List.copyOf(made);
  }

  @Override
  public void start() {
    lines.forEach(Line::start);
    watch.start();
  }

  @Override
  public StoreReply run(Call call) {
    return run(new Pending(call));
  }

  /// Queues the call and waits for its end.
  StoreReply run(Pending call) {
    Optional<String> unreachable = whyUnreachable();
    if (unreachable.isPresent()) {
      return new StoreReply.NotSent(unreachable.get());
    }
    if (!backlog.offer(call)) {
      return new StoreReply.NotSent(
          "%s is behind: %d calls wait for it already".formatted(address(), backlog.limit()));
    }
    kick();
    // Looked at again: what was queued after the last line went down would stay there.
    whyUnreachable().ifPresent(call::refuse);
    StoreReply reply = call.await(ticker, address());
    if (call.withdrawn()) {
      measures.withdrew();
    }
    return reply;
  }

  /// Wakes a line to send what waits, where there is one and it is worth it.
  void kick() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).wake()) {
        return;
      }
    }
  }

  /// Whether this link should send what waits, seen that others are at it.
  boolean ripe(Link asking) {
    int others = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).engagedBeside(asking)) {
        others++;
      }
    }
    return backlog.ripe(others);
  }

  /// The batch to send next, empty where another line was faster.
  Batch next() {
    Batch batch = backlog.take(settings.batchMax(), ticker.nanos());
    if (!batch.isEmpty()) {
      measures.batch(batch.size());
    }
    return batch;
  }

  /// Queues a call once more that was proven not to have run.
  void again(Pending call) {
    if (!backlog.offer(call)) {
      call.refuse(address() + " is behind, and did not know the script");
    }
    whyUnreachable().ifPresent(call::refuse);
  }

  /// Ends every call that waits, if no line is up or about to be.
  void refuseWhereAllAreDown() {
    whyUnreachable().ifPresent(backlog::refuseAll);
  }

  /// Why calls can't be sent now, where they can't.
  Optional<String> whyUnreachable() {
    if (closing) {
      return Optional.of(address() + " is no longer used: the store is closed");
    }
    String why = "";
    for (int i = 0; i < lines.size(); i++) {
      if (!(lines.get(i).condition() instanceof Line.Down down)) {
        return Optional.empty();
      }
      why = down.why();
    }
    return Optional.of(why);
  }

  @Override
  public int up() {
    return (int) lines.stream().filter(line -> line.condition() instanceof Line.Up).count();
  }

  @Override
  public int waiting() {
    return backlog.size();
  }

  /// What sentences call the Redis.
  String address() {
    return settings.address();
  }

  /// Where the Redis is.
  String host() {
    return settings.host();
  }

  /// How many replicas must have what was written.
  StoreSettings.Replicas replicas() {
    return settings.replicas();
  }

  boolean closing() {
    return closing;
  }

  @Override
  public void close() {
    closing = true;
    refuseWhereAllAreDown();
    Duration patience = settings.timeout();
    for (Line line : lines) {
      try {
        line.finish(patience);
      } catch (InterruptedException _) {
        patience = Duration.ZERO;
        Thread.currentThread().interrupt();
      }
    }
    LockSupport.unpark(watch);
  }

  private void watch() {
    long timeoutNanos = settings.timeout().toNanos();
    while (!closing) {
      LockSupport.parkNanos(this, timeoutNanos / LOOKS_PER_TIMEOUT);
      long nowNanos = ticker.nanos();
      for (Line line : lines) {
        line.expire(nowNanos, timeoutNanos);
      }
    }
  }
}
