package bestow.sandbox;

import bestow.wire.Codec;
import bestow.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The provider's own truth: an append-only file with one line a delivery, on disk before anybody
/// hears of it. Safe for any number of threads. Whoever comes while a write is under way gathers
/// into the next one, so that many wait for one fsync.
///
/// Once a write has failed it takes nothing any more: what is in the file is no longer known, and
/// the next start reads it back.
final class Ledger implements AutoCloseable {

  private static final Codec<Entry> CODEC = Json.codec(Entry.class);

  private final Path file;
  private final FileChannel channel;
  private final InstantSource clock;
  private final LedgerIndex index;
  private final ReentrantLock lock = new ReentrantLock();

  /// Whose turn it is to write; a semaphore, as it is held across I/O.
  private final Semaphore turn = new Semaphore(1);

  private Optional<Commit> gathering = Optional.empty();
  private final AtomicLong durableBytes = new AtomicLong();
  private volatile boolean broken;

  private Ledger(Path file, FileChannel channel, LedgerIndex index, InstantSource clock)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.index = index;
    this.clock = clock;
    this.durableBytes.set(channel.size());
  }

  /// Opens the file, made when missing, and reads back what is in it. A last line that was cut off
  /// in the middle, by a crash before anybody heard of it, is taken away.
  ///
  /// @throws IOException when the file cannot be read or written, or holds a line that is no entry
  static Ledger open(Path file, Bounds bounds, InstantSource clock) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var index = new LedgerIndex(bounds);
    channel.truncate(LedgerFile.readBack(file, CODEC, index::add));
    channel.force(true);
    channel.position(channel.size());
    return new Ledger(file, channel, index, clock);
  }

  /// Gives what was asked for, once an order: asked again it finds what was given before.
  Recorded deliverOnce(GiftRequest asked) {
    return deliver(asked, Numbers.HONOURED);
  }

  /// Gives what was asked for, however often the order was there before.
  Recorded deliverAgain(GiftRequest asked) {
    return deliver(asked, Numbers.IGNORED);
  }

  /// Takes an order back. Repeated it changes nothing.
  Recorded revoke(String order) {
    Placed placed;
    lock.lock();
    try {
      var found = index.find(order);
      if (found.isEmpty() || found.get().revoked()) {
        return found.<Recorded>map(Recorded.Known::new).orElseGet(Recorded.Absent::new);
      }
      if (broken) {
        return new Recorded.Failed("the ledger could not be written");
      }
      placed = place(found.get().entry().revoked(index.nextSeq(), clock.millis()));
    } finally {
      lock.unlock();
    }
    return settle(placed) == Commit.Result.DURABLE
        ? find(order).<Recorded>map(Recorded.Known::new).orElseGet(Recorded.Absent::new)
        : new Recorded.Failed("the ledger could not be written");
  }

  /// What was given for an order, once it is on disk.
  Optional<LedgerIndex.Known> find(String order) {
    Optional<LedgerIndex.Known> found;
    lock.lock();
    try {
      found = index.find(order);
    } finally {
      lock.unlock();
    }
    return found.filter(known -> known.commit().await() == Commit.Result.DURABLE);
  }

  /// What it adds up to.
  Counts counts() {
    lock.lock();
    try {
      return index.counts();
    } finally {
      lock.unlock();
    }
  }

  /// The file itself.
  Path file() {
    return file;
  }

  /// How many bytes of the file are whole lines on disk.
  long durableBytes() {
    return durableBytes.get();
  }

  /// Whether it still takes entries.
  boolean works() {
    return !broken;
  }

  @Override
  public void close() throws IOException {
    turn.acquireUninterruptibly();
    try {
      broken = true;
      channel.close();
    } finally {
      turn.release();
    }
  }

  private Recorded deliver(GiftRequest asked, Numbers numbers) {
    Optional<LedgerIndex.Known> before;
    Optional<Placed> placed = Optional.empty();
    lock.lock();
    try {
      before = index.find(asked.order());
      if (before.isEmpty() || numbers == Numbers.IGNORED) {
        if (broken) {
          return new Recorded.Failed("the ledger could not be written");
        }
        if (before.isEmpty() && index.isFull()) {
          return new Recorded.Failed("the ledger holds as many orders as it may");
        }
        if (index.hasTheirShare(asked)) {
          return new Recorded.Limited();
        }
        placed = Optional.of(place(Entry.delivered(index.nextSeq(), asked, clock.millis())));
      }
    } finally {
      lock.unlock();
    }
    if (placed.isPresent()) {
      return settle(placed.get()) == Commit.Result.DURABLE
          ? new Recorded.Fresh(placed.get().entry())
          : new Recorded.Failed("the ledger could not be written");
    }
    return before
        .filter(known -> known.commit().await() == Commit.Result.DURABLE)
        .<Recorded>map(Recorded.Known::new)
        .orElseGet(() -> new Recorded.Failed("the ledger could not be written"));
  }

  /// Puts the entry into the gathering commit; only under the lock.
  private Placed place(Entry entry) {
    boolean opens = gathering.isEmpty();
    var commit = gathering.orElseGet(Commit::new);
    gathering = Optional.of(commit);
    commit.add(CODEC.write(entry));
    index.add(entry, commit);
    return new Placed(entry, commit, opens);
  }

  /// Brings the commit to disk where the caller opened it, else waits for whoever did.
  private Commit.Result settle(Placed placed) {
    if (placed.opened()) {
      turn.acquireUninterruptibly();
      try {
        placed.commit().finish(write(placed.commit()));
      } finally {
        turn.release();
      }
    }
    return placed.commit().await();
  }

  private Commit.Result write(Commit commit) {
    byte[] lines;
    lock.lock();
    try {
      gathering = Optional.empty();
      lines = commit.seal();
    } finally {
      lock.unlock();
    }
    if (broken) {
      return Commit.Result.FAILED;
    }
    try {
      var buffer = ByteBuffer.wrap(lines);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
      durableBytes.addAndGet(lines.length);
      return Commit.Result.DURABLE;
    } catch (IOException _) {
      broken = true;
      return Commit.Result.FAILED;
    }
  }

  /// How much it gives.
  ///
  /// @param ordersMax how many orders it may hold
  /// @param userLimit how many of a gift of a campaign a user may have, whatever the order's number
  ///     is; 0 for as many as are asked for
  record Bounds(int ordersMax, int userLimit) {}

  private enum Numbers {
    HONOURED,
    IGNORED
  }

  private record Placed(Entry entry, Commit commit, boolean opened) {}
}
