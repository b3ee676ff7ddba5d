package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest;
import bestow.wire.quota.SettleRequest.End;
import bestow.wire.quota.SettleRequest.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells quota, off the claims' path and in batches, how orders ended. A bounded queue in memory:
/// an order that is lost with it, or dropped because it is full, stays held until its expiry makes
/// quota ask delivery, so that nothing is lost for good.
final class Settler implements AutoCloseable {
  private static final int BATCH_MAX = 500;
  // Long enough to gather a batch under load, short beside the half minute after which a hold
  // expires.
  private static final Duration GATHER = Duration.ofMillis(20);
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(200);
  // How soon an idle loop sees that it is closed.
  private static final Duration IDLE = Duration.ofMillis(100);

  private final Door<SettleRequest, SettleReply> quota;
  private final Ticker ticker;
  private final BlockingQueue<Settlement> queue;
  private final Meters meters;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread loop;

  Settler(Door<SettleRequest, SettleReply> quota, int queueMax, Ticker ticker, Meters meters) {
    this.quota = quota;
    this.ticker = ticker;
    this.queue = new ArrayBlockingQueue<>(queueMax);
    this.meters = meters;
    meters.unsettledWaiting(queue::size);
    this.loop = Thread.ofVirtual().name("settler").start(this::run);
  }

  /// Hands one order's end in; never waits.
  void settle(String order, End end) {
    if (!queue.offer(new Settlement(order, end))) meters.unsettled();
  }

  /// Settles what waits, for at most one call's time, and stops.
  @Override
  public void close() {
    closed.countDown();
    try {
      loop.join(CALL.multipliedBy(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var batch = new ArrayList<Settlement>(BATCH_MAX);
    var failed = false;
    try {
      while (!closed.await((failed ? PAUSE : GATHER).toNanos(), TimeUnit.NANOSECONDS)) {
        var first = queue.poll(IDLE.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) batch.add(first);
        queue.drainTo(batch, BATCH_MAX - batch.size());
        failed = !send(batch);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var last = new ArrayList<Settlement>();
    queue.drainTo(last);
    for (int from = 0; from < last.size(); from += BATCH_MAX) {
      send(new ArrayList<>(last.subList(from, Math.min(from + BATCH_MAX, last.size()))));
    }
  }

  /// Sends the batch and leaves in it nothing; what failed goes back to the queue.
  private boolean send(List<Settlement> batch) {
    if (batch.isEmpty()) return true;
    var context = CallContext.root(Deadline.in(CALL, ticker), Criticality.COMMIT);
    var asked = context.call(() -> quota.ask(new SettleRequest(batch)));
    var again =
        switch (asked) {
          case Got<SettleReply>(SettleReply reply) ->
              batch.stream().filter(each -> reply.failed().contains(each.order())).toList();
          case NotBegun<SettleReply> _, InDoubt<SettleReply> _ -> List.copyOf(batch);
        };
    batch.clear();
    for (Settlement settlement : again) {
      if (!queue.offer(settlement)) meters.unsettled();
    }
    return again.isEmpty();
  }
}
