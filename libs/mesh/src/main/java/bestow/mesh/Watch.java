package bestow.mesh;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/// Keeps the list of one callee up to date: one loop that asks the registry, remembers what it says
/// in memory and on disk, and never stands in the way of a call. Runs until it is closed.
final class Watch implements Runnable, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Watch.class.getName());
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(300), Duration.ofSeconds(5));
  // 100 ms: a registry that answers at once, right or wrong, is asked ten times a second at most.
  private static final Duration BREATH = Duration.ofMillis(100);
  // While a loss is doubted the registry is asked for all of it once a second.
  private static final Duration DOUBT = Duration.ofSeconds(1);
  // So exactly is known on disk when the list was last right.
  private static final Duration NOTED = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(2);

  /// Whose list it is, and which of the instances count.
  ///
  /// @param lossHold how long a great loss has to last until it is believed
  record Subject(String callee, String cluster, Duration lossHold) {}

  /// What a watch measures, dates and jitters by.
  record Means(Ticker ticker, InstantSource clock, RandomGenerator random) {}

  /// When the registry last confirmed the list in force.
  ///
  /// @param agoNanos how long before `atNanos` that was
  private record Confirmed(long atNanos, long agoNanos) {}

  private final Subject subject;
  private final Registry registry;
  private final Roster roster;
  private final Snapshot snapshot;
  private final Means means;
  private final AtomicReference<Optional<Confirmed>> confirmed =
      new AtomicReference<>(Optional.empty());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private long index;
  private Belief belief = Belief.nothing();
  private long notedNanos;
  private final AtomicInteger failures = new AtomicInteger();

  private Watch(Subject subject, Registry registry, Roster roster, Snapshot snapshot, Means means) {
    this.subject = subject;
    this.registry = registry;
    this.roster = roster;
    this.snapshot = snapshot;
    this.means = means;
    this.notedNanos = means.ticker().nanos();
    this.thread = Thread.ofVirtual().name("bestow-mesh-watch-" + subject.callee()).unstarted(this);
  }

  /// Fills the roster from disk, at once, and begins to watch.
  static Watch start(
      Subject subject, Registry registry, Roster roster, Snapshot snapshot, Means means) {
    var watch = new Watch(subject, registry, roster, snapshot, means);
    watch.load();
    watch.thread.start();
    return watch;
  }

  String callee() {
    return subject.callee();
  }

  /// How many instances are on the last good list.
  int instances() {
    return roster.candidates().all().size();
  }

  /// How often in a row the registry gave no list.
  int failures() {
    return failures.get();
  }

  /// How long ago the registry last confirmed the list in force, in this process or an earlier one;
  /// none where no list is.
  Optional<Duration> age() {
    long now = means.ticker().nanos();
    return confirmed.get().map(last -> Duration.ofNanos(now - last.atNanos() + last.agoNanos()));
  }

  @Override
  public void run() {
    while (true) {
      var reply = registry.list(subject.callee(), index);
      if (closed.getCount() == 0) {
        return;
      }
      var pause =
          switch (reply) {
            case Registry.Reply.Listed listed -> take(listed);
            case Registry.Reply.Silent(var why) -> bear(why);
          };
      roster.noteAnswer();
      pause(pause);
    }
  }

  /// Ends the watch, and waits for a moment until nothing more is written.
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      var _ = thread.join(END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The index to ask with next: the one just given, or 0 once it has gone back, which means that
  /// the registry has begun anew and the old one would wait for ever.
  static long next(long asked, long given) {
    return given < asked ? 0 : given;
  }

  private Duration take(Registry.Reply.Listed listed) {
    if (failures.getAndSet(0) > 0) {
      LOG.log(System.Logger.Level.INFO, "{0}: the registry answers again", subject.callee());
    }
    index = next(index, listed.index());
    var mine = mine(listed.instances());
    var before = belief;
    belief = before.after(mine, subject.lossHold(), means.ticker().nanos());
    if (belief.isDoubted() && !before.isDoubted()) {
      doubt("only " + mine.size() + " of " + before.instances().size());
    }
    if (mine.isEmpty() && !before.instances().isEmpty()) {
      doubt("nobody");
      return BREATH;
    }
    if (!belief.instances().equals(before.instances())) {
      roster.replace(belief.instances());
      save(belief.instances());
    }
    if (belief.isDoubted()) {
      index = 0;
      return DOUBT;
    }
    confirm();
    return BREATH;
  }

  private void doubt(String said) {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0}: the registry lists {1}; the last good list of {2} stays",
        subject.callee(),
        said,
        belief.instances().size());
  }

  private void confirm() {
    long now = means.ticker().nanos();
    if (belief.instances().isEmpty()) {
      return;
    }
    confirmed.set(Optional.of(new Confirmed(now, 0)));
    if (now - notedNanos >= NOTED.toNanos()) {
      notedNanos = now;
      snapshot.stillRight(means.clock().instant());
    }
  }

  private Duration bear(String why) {
    // It may come back having begun anew, and would wait for the old index to be passed.
    index = 0;
    if (failures.incrementAndGet() == 1) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: the registry does not answer, the last good list stays: {1}",
          subject.callee(),
          why);
    }
    return BACKOFF.after(failures.get(), means.random());
  }

  private void load() {
    switch (snapshot.load()) {
      case Snapshot.Found.Loaded(var instances) -> begin(mine(instances));
      case Snapshot.Found.Missing _ -> {}
      case Snapshot.Found.Unusable(var why) ->
          LOG.log(System.Logger.Level.WARNING, "{0}: {1}", subject.callee(), why);
    }
  }

  private void begin(List<Instance> instances) {
    belief = Belief.in(instances);
    roster.replace(instances);
    long now = means.ticker().nanos();
    if (!instances.isEmpty()) {
      var ago = snapshot.rightAt().map(at -> Duration.between(at, means.clock().instant()));
      confirmed.set(ago.map(time -> new Confirmed(now, Math.max(0, time.toNanos()))));
    }
  }

  private List<Instance> mine(List<Instance> instances) {
    return instances.stream()
        .filter(instance -> instance.place().cluster().equals(subject.cluster()))
        .toList();
  }

  private void save(List<Instance> instances) {
    try {
      snapshot.save(instances);
    } catch (ClosedByInterruptException _) {
      return; // the watch was closed, and the file before stays
    } catch (IOException failed) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: the list could not be kept on disk: {1}",
          subject.callee(),
          failed.getMessage());
    }
  }

  private void pause(Duration time) {
    try {
      var _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // only close() interrupts, and the loop sees it
    }
  }
}
