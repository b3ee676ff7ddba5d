package bestow.store;

import bestow.mesh.Ticker;
import bestow.mesh.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// All connections to one Redis and the backlog that they share. Decides which of them sends next.
/// Safe for use by many threads.
final class Lines implements Nodes {

  private final StoreSettings settings;
  private final Ticker ticker;
  private final Watchdog watchdog;
  private final Measures measures;
  private final Backlog backlog;
  private final List<Line> lines;
  private volatile boolean closing;

  /// @param watchdog of the same ticker, at least until this is closed
  Lines(
      StoreSettings settings,
      Ticker ticker,
      Watchdog watchdog,
      Measures measures,
      List<Script> scripts) {
    this.settings = settings;
    this.ticker = ticker;
    this.watchdog = watchdog;
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
    StoreReply reply = awaited(call);
    if (call.withdrawn()) {
      measures.withdrew();
    }
    return reply;
  }

  /// A timed wait of its own would wake the scheduler's thread for each call.
  private StoreReply awaited(Pending call) {
    try (Watchdog.Guard guard = watchdog.guard(call::wake)) {
      guard.arm(call.deadlineNanos());
      return call.await(ticker, address());
    }
  }

  /// Wakes a line to send what waits, where there is one and it is worth it.
  void kick() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).wake()) {
        return;
      }
    }
  }

  /// Whether this link should send what waits, seen whether another is at it.
  boolean ripe(Link asking) {
    return backlog.ripe(busyBeside(asking));
  }

  private boolean busyBeside(Link asking) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).engagedBeside(asking)) {
        return true;
      }
    }
    return false;
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

  /// How long a batch may stay unanswered.
  Duration patience() {
    return settings.timeout();
  }

  /// Until when, if it goes out now, as a reading of the ticker.
  long patientUntilNanos() {
    return ticker.nanos() + settings.timeout().toNanos();
  }

  /// Who tells the links and the callers when their time is up.
  Watchdog watchdog() {
    return watchdog;
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
  }
}
