package bestow.mesh;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Follows what operators write about timeouts, by one blocking query for all callees, and never on
/// a call's way. What was heard last is kept on disk, for a process that starts while Consul is
/// gone. Runs until it is closed.
final class TimeoutWatch implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TimeoutWatch.class.getName());
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(300), Duration.ofSeconds(5));
  // 100 ms: a store that answers at once is asked ten times a second at most.
  private static final Duration BREATH = Duration.ofMillis(100);
  private static final Duration END = Duration.ofSeconds(2);
  private static final String FIRST_LINE = "bestow-timeouts 1\n";
  // 64 KiB: some hundreds of callees.
  private static final long FILE_BYTES_MAX = 64 << 10;

  private final String prefix;
  private final KeyValues store;
  private final TimeoutBook book;
  private final KeptFile file;
  private final RandomGenerator random;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private long index;
  private long seen;
  private int failures;

  private TimeoutWatch(
      String caller, KeyValues store, TimeoutBook book, Path folder, RandomGenerator random) {
    this.prefix = "bestow/timeouts/" + caller + "/";
    this.store = store;
    this.book = book;
    this.file = new KeptFile(folder, caller + ".timeouts", FILE_BYTES_MAX);
    this.random = random;
    this.thread = Thread.ofVirtual().name("bestow-mesh-timeouts").unstarted(this::run);
  }

  /// Heeds what is on disk, at once, and begins to follow the store, which it takes over.
  static TimeoutWatch start(
      String caller, KeyValues store, TimeoutBook book, Path folder, RandomGenerator random) {
    var watch = new TimeoutWatch(caller, store, book, folder, random);
    watch.load();
    watch.thread.start();
    return watch;
  }

  /// Ends the watch, and waits for a moment until nothing more is written.
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    store.close();
    try {
      var _ = thread.join(END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (true) {
      var reply = store.under(prefix, index);
      if (closed.getCount() == 0) {
        return;
      }
      pause(
          switch (reply) {
            case KeyValues.Reply.Listed listed -> take(listed);
            case KeyValues.Reply.Silent(var why) -> bear(why);
          });
    }
  }

  private Duration take(KeyValues.Reply.Listed listed) {
    failures = 0;
    boolean wentBack = listed.index() < seen;
    seen = listed.index();
    index = Watch.next(index, listed.index());
    if (wentBack && listed.values().isEmpty()) {
      // It has begun anew and lost what was written: nobody has taken it back.
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is empty since Consul has begun anew; what was written before stays",
          prefix);
    } else if (!listed.values().equals(book.words())) {
      book.hear(listed.values());
      save(book.kept());
    }
    return BREATH;
  }

  private Duration bear(String why) {
    index = 0;
    failures++;
    if (failures == 1) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} cannot be read, the timeouts in force stay: {1}",
          prefix,
          why);
    }
    return BACKOFF.after(failures, random);
  }

  private void load() {
    switch (file.load()) {
      case KeptFile.Found.Loaded(var bytes) -> {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith(FIRST_LINE)) {
          book.hear(read(text.substring(FIRST_LINE.length())));
        } else {
          LOG.log(System.Logger.Level.WARNING, "The timeouts on disk are of another version");
        }
      }
      case KeptFile.Found.Missing _ -> {}
      case KeptFile.Found.Unusable(var why) -> LOG.log(System.Logger.Level.WARNING, why);
    }
  }

  private static Map<String, String> read(String lines) {
    var words = new TreeMap<String, String>();
    lines
        .lines()
        .forEach(
            line -> {
              int end = line.indexOf('\t');
              if (end > 0) {
                words.put(line.substring(0, end), line.substring(end + 1));
              }
            });
    return words;
  }

  private void save(Map<String, String> words) {
    var text = new StringBuilder(FIRST_LINE);
    new TreeMap<>(words)
        .forEach(
            (callee, word) ->
                text.append(callee).append('\t').append(word.replaceAll("\\s+", " ")).append('\n'));
    try {
      file.save(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (ClosedByInterruptException _) {
      return; // the watch was closed, and the file before stays
    } catch (IOException failed) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The timeouts could not be kept on disk: {0}",
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
