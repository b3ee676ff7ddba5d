package bestow.store;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import bestow.mesh.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/// One call on its way. Its caller waits in [#await]; a link takes it, sends it and ends it. Each
/// of them moves it by compare-and-set, so that a call which was taken to be sent can't be
/// withdrawn any more, and one that was withdrawn is never sent:
///
/// ```text
/// QUEUED ── taken ───────────────────────▶ SENT ── answered ───────▶ Answered
/// QUEUED ◀── proven not to have run ────── SENT ── given up, lost ─▶ Gone(Unknown)
/// QUEUED ── withdrawn, refused ─▶ Gone(NotSent)
/// ```
final class Pending {

  /// Where a call is.
  sealed interface Step {}

  /// Where a call is while its caller waits.
  enum Waiting implements Step {
    /// Nobody has written a byte of it.
    QUEUED,
    /// Its bytes are, or are about to be, with a connection.
    SENT
  }

  /// Where a call is from then on.
  sealed interface Ended extends Step {
    StoreReply reply();
  }

  /// Redis answered: with what Jedis read, an exception for an error, null for nothing. Made into
  /// values by the caller, as the thread that reads has others to serve.
  record Answered(@Nullable Object raw) implements Ended {
    @Override
    public StoreReply reply() {
      return raw instanceof JedisDataException error
          ? new StoreReply.Failed(String.valueOf(error.getMessage()))
          : new StoreReply.Done(value(raw));
    }
  }

  /// No answer will be waited for.
  record Gone(StoreReply reply) implements Ended {}

  private final Thread caller = Thread.currentThread();
  private final Call call;
  private final boolean asking;
  private final AtomicReference<Step> step = new AtomicReference<>(Waiting.QUEUED);

  /// What goes out; changed only while the call is SENT, by the link that holds it.
  private CommandArguments command;

  private boolean withSource;

  private boolean withdrawn;

  /// A call of the current thread, made where its slot is.
  Pending(Call call) {
    this(call, false);
  }

  /// A call of the current thread.
  ///
  /// @param asking whether it goes to where its slot is about to be
  Pending(Call call, boolean asking) {
    this.call = call;
    this.asking = asking;
    this.command = command(Command.EVALSHA, call.script().digest(), call);
  }

  /// Waits until the call has ended or its time is up, for which somebody must [#wake] it then. For
  /// its caller alone.
  ///
  /// @param address what a sentence calls the Redis
  StoreReply await(Ticker ticker, String address) {
    while (true) {
      if (step.get() instanceof Ended ended) {
        return ended.reply();
      }
      long leftNanos = call.deadlineNanos() - ticker.nanos();
      if (leftNanos <= 0) {
        giveUp(address, "in " + millis() + " ms");
      } else if (caller.isInterrupted()) {
        giveUp(address, "before its caller was interrupted");
      } else {
        LockSupport.park(this);
      }
    }
  }

  /// When its time is up, as a reading of the ticker.
  long deadlineNanos() {
    return call.deadlineNanos();
  }

  /// Has its caller look whether its time is up.
  void wake() {
    LockSupport.unpark(caller);
  }

  /// Whether its caller stopped waiting before it was sent. For its caller alone.
  boolean withdrawn() {
    return withdrawn;
  }

  /// Takes the call to send it. False where its caller has withdrawn it, or where its time is up:
  /// what nobody waits for isn't sent.
  boolean take(long nowNanos) {
    return call.deadlineNanos() - nowNanos > 0 && step.compareAndSet(Waiting.QUEUED, Waiting.SENT);
  }

  /// What to send.
  CommandArguments command() {
    return command;
  }

  /// Whether the node has to be told beforehand that it is asked for a slot that is not its yet.
  boolean asking() {
    return asking;
  }

  /// Whether it may change anything.
  boolean writes() {
    return call.script().writes();
  }

  /// Redis answered the call that was sent.
  void answer(@Nullable Object raw) {
    end(Waiting.SENT, new Answered(raw));
  }

  /// The connection broke before the answer to the call that was sent.
  void lose(String why) {
    end(Waiting.SENT, new Gone(new StoreReply.Unknown(why)));
  }

  /// The call that is queued won't be sent.
  void refuse(String why) {
    end(Waiting.QUEUED, new Gone(new StoreReply.NotSent(why)));
  }

  /// Makes the call that was sent a queued one again, since Redis has said that it doesn't know
  /// the script and so has run nothing. This time it takes the source along. False where its
  /// caller has given up, or where it took the source along before.
  boolean requeueWithSource() {
    if (withSource) {
      return false;
    }
    withSource = true;
    command = command(Command.EVAL, call.script().source(), call);
    return step.compareAndSet(Waiting.SENT, Waiting.QUEUED);
  }

  /// Ends the call for its caller, unless it was answered meanwhile. Where a link moves it between
  /// the two steps, neither holds, and the caller comes here again.
  private void giveUp(String address, String when) {
    var notSent = new StoreReply.NotSent(address + " could not be sent a call " + when);
    withdrawn = step.compareAndSet(Waiting.QUEUED, new Gone(notSent));
    if (!withdrawn) {
      var unknown = new StoreReply.Unknown(address + " gave no answer " + when);
      step.compareAndSet(Waiting.SENT, new Gone(unknown));
    }
  }

  private void end(Waiting from, Step to) {
    if (step.compareAndSet(from, to)) {
      LockSupport.unpark(caller);
    }
  }

  private static Value value(@Nullable Object raw) {
    return switch (raw) {
      case null -> new Value.Nothing();
      case byte[] bytes -> new Value.Text(bytes);
      case Long number -> new Value.Number(number);
      case List<?> many -> new Value.Many(many.stream().map(Pending::value).toList());
      // An error among others, which a script can put there by itself.
      case JedisDataException error ->
          new Value.Text(String.valueOf(error.getMessage()).getBytes(StandardCharsets.UTF_8));
      default -> throw new IllegalStateException("Redis has no reply such as " + raw);
    };
  }

  private long millis() {
    return NANOSECONDS.toMillis(call.deadlineNanos() - call.startNanos());
  }

  private static CommandArguments command(Command command, String script, Call call) {
    List<String> keys = call.keys();
    List<String> args = call.args();
    CommandArguments arguments = new CommandArguments(command).add(script).add(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      arguments.add(keys.get(i));
    }
    for (int i = 0; i < args.size(); i++) {
      arguments.add(args.get(i));
    }
    return arguments;
  }
}
