package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.wire.reporting.Count;
import bestow.wire.reporting.ReportReply;
import bestow.wire.reporting.ReportRequest;
import bestow.wire.reporting.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells reporting what happened, as counts in batches. Optional: a claim never waits for it, a
/// batch has 20 ms, and what can't be told in time is bypassed and counted. A batch that may have
/// arrived is sent again under the same number, which reporting counts once.
final class Reporter implements AutoCloseable {
  private static final int BATCH_MAX = 1000;
  // Every gift × step × outcome × minute of a busy platform between two batches, with room.
  private static final int KEYS_MAX = 20_000;
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration CALL = Duration.ofMillis(20);
  private static final int TRIES_MAX = 5;

  private final Door<ReportRequest, ReportReply> reporting;
  private final String sender;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Meters meters;
  private final ConcurrentHashMap<Key, Long> counts = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread loop;

  /// @param sender this instance's name, unique over its restarts
  Reporter(
      Door<ReportRequest, ReportReply> reporting,
      String sender,
      InstantSource clock,
      Ticker ticker,
      Meters meters) {
    this.reporting = reporting;
    this.sender = sender;
    this.clock = clock;
    this.ticker = ticker;
    this.meters = meters;
    this.loop = Thread.ofVirtual().name("reporter").start(this::run);
  }

  /// Counts how a claim ended; never waits.
  void tell(String campaign, String gift, Step at, String outcome) {
    long minute = clock.millis() / 60_000;
    meters.claim(outcome);
    count(new Key(campaign, gift, Step.CLAIM, outcome, minute));
    count(new Key(campaign, gift, at, outcome, minute));
  }

  /// Tells what is left, in one try a batch, and stops.
  @Override
  public void close() {
    closed.countDown();
    try {
      loop.join(Duration.ofSeconds(1));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void count(Key key) {
    if (counts.size() >= KEYS_MAX && !counts.containsKey(key)) {
      meters.bypassed(1);
      return;
    }
    counts.merge(key, 1L, Long::sum);
  }

  private void run() {
    long batch = 1;
    boolean open = true;
    while (open) {
      open = pause();
      for (var gathered = gather(); !gathered.isEmpty(); gathered = gather()) {
        send(new ReportRequest(sender, batch++, gathered));
      }
    }
  }

  private List<Count> gather() {
    var gathered = new ArrayList<Count>();
    for (Key key : counts.keySet()) {
      if (gathered.size() == BATCH_MAX) break;
      Optional.ofNullable(counts.remove(key)).ifPresent(count -> gathered.add(key.with(count)));
    }
    return gathered;
  }

  private void send(ReportRequest request) {
    for (int tries = 1; tries <= TRIES_MAX; tries++) {
      var context = CallContext.root(Deadline.in(CALL, ticker), Criticality.OPTIONAL);
      var told =
          switch (context.call(() -> reporting.ask(request))) {
            case Got<ReportReply> _ -> true;
            case NotBegun<ReportReply> _, InDoubt<ReportReply> _ -> false;
          };
      if (told) return;
      if (!pause()) break;
    }
    meters.bypassed(request.counts().stream().mapToLong(Count::count).sum());
  }

  /// Waits a little, and tells whether there is more to come.
  private boolean pause() {
    try {
      return !closed.await(EVERY.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record Key(String campaign, String gift, Step step, String outcome, long minute) {
    Count with(long count) {
      return new Count(campaign, gift, step, outcome, minute, count);
    }
  }
}
