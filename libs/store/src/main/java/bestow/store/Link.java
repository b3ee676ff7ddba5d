package bestow.store;

import bestow.mesh.Watchdog;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/// The life of one open connection, from login to its fall. One thread sends a batch, waits until
/// it is answered and then sends what has gathered; another always reads, and so learns at once
/// that the other side has gone.
final class Link {

  private final Wire wire;
  private final Lines lines;
  private final Thread writer;
  private final Watchdog.Guard guard;
  private final AtomicBoolean asleep = new AtomicBoolean();

  /// What was sent and isn't answered yet: set by the writer, emptied by the reader.
  private volatile Batch underway = Batch.NONE;

  private volatile boolean served;

  /// Why it fell, the first reason of several.
  private volatile @Nullable String fallen;

  /// @param name what its writing thread is called
  Link(Wire wire, Lines lines, String name) {
    this.wire = wire;
    this.lines = lines;
    this.writer = Thread.ofVirtual().name(name).unstarted(this::write);
    this.guard = lines.watchdog().guard(this::giveUp);
  }

  /// Serves calls until the connection falls, reading on the current thread. Gives the reason.
  String serve() {
    writer.start();
    try (guard) {
      read();
    } catch (JedisConnectionException e) {
      fall(lines.address() + " broke the connection: " + Dial.reason(e));
    } catch (RuntimeException e) {
      // A reply that Jedis can't make sense of: nothing on this connection can be trusted any more,
      // and a line that died of it would never connect again.
      fall(lines.address() + " sent what could not be read: " + e);
    }
    return fallen == null ? "" : fallen;
  }

  /// Whether it has answered any batch.
  boolean served() {
    return served;
  }

  /// Whether a batch is on its way, or the writer is awake and may take one.
  boolean engaged() {
    return !underway.isEmpty() || !asleep.get();
  }

  /// Wakes the writer where it sleeps and has something to send. False where it doesn't.
  boolean wake() {
    if (asleep.get() && due() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(writer);
      return true;
    }
    return false;
  }

  /// Ends the connection; what was sent and not answered is unknown.
  void fall(String why) {
    String first;
    synchronized (this) {
      first = fallen == null ? why : fallen;
      fallen = first;
    }
    wire.close();
    // What closes the wire makes the reader fall too: whoever tells the calls, it is the first why.
    underway.lose(first);
    LockSupport.unpark(writer);
  }

  private void read() {
    while (true) {
      Object first = wire.read();
      Batch batch = underway;
      if (batch.isEmpty()) {
        throw new JedisConnectionException("it sent a reply to no call");
      }
      if (lines.replicas().ask(batch)) {
        settleWhereReplicated(batch, first);
      } else {
        settle(batch.call(0), reply(batch.call(0), first));
        for (int i = 1; i < batch.size(); i++) {
          settle(batch.call(i), reply(batch.call(i), wire.read()));
        }
      }
      guard.disarm();
      underway = Batch.NONE;
      served = true;
      lines.kick();
    }
  }

  /// Nothing that was written counts before so many replicas have it.
  private void settleWhereReplicated(Batch batch, @Nullable Object first) {
    @Nullable Object[] replies = new Object[batch.size()];
    replies[0] = reply(batch.call(0), first);
    for (int i = 1; i < replies.length; i++) {
      replies[i] = reply(batch.call(i), wire.read());
    }
    long have = wire.read() instanceof Long count ? count : 0;
    int asked = lines.replicas().count();
    for (int i = 0; i < replies.length; i++) {
      Pending call = batch.call(i);
      if (have < asked && call.writes() && !(replies[i] instanceof JedisDataException)) {
        call.lose("%s has it on %d of %d replicas".formatted(lines.address(), have, asked));
      } else {
        settle(call, replies[i]);
      }
    }
  }

  /// The call's own reply, of which this is the first part.
  private @Nullable Object reply(Pending call, @Nullable Object first) {
    return call.asking() ? wire.read() : first;
  }

  private void settle(Pending call, @Nullable Object raw) {
    if (raw instanceof JedisNoScriptException && call.requeueWithSource()) {
      lines.again(call);
    } else {
      call.answer(raw);
    }
  }

  private void write() {
    while (fallen == null) {
      if (!due()) {
        sleep();
      } else if (lines.closing()) {
        fall(lines.address() + " is no longer used: the store is closed");
      } else {
        send();
      }
    }
  }

  private void send() {
    Batch batch = lines.next();
    if (batch.isEmpty()) {
      return;
    }
    // Before the reader can see the batch, which disarms it.
    guard.arm(lines.patientUntilNanos());
    underway = batch;
    try {
      wire.send(batch, lines.replicas());
    } catch (JedisConnectionException e) {
      fall(lines.address() + " broke the connection: " + Dial.reason(e));
    }
    String why = fallen;
    if (why != null) {
      // It fell before it knew of this batch.
      batch.lose(why);
    }
  }

  /// Its batch was not answered in time.
  private void giveUp() {
    fall(lines.address() + " left a batch unanswered for " + lines.patience().toMillis() + " ms");
  }

  private boolean due() {
    return underway.isEmpty() && (lines.ripe(this) || lines.closing());
  }

  private void sleep() {
    asleep.set(true);
    // Looked at again: whoever made it due before `asleep` was set didn't wake it.
    if (!due() && fallen == null) {
      LockSupport.park(this);
    }
    asleep.set(false);
  }
}
