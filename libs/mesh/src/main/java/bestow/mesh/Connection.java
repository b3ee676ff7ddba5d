package bestow.mesh;

import java.io.Closeable;
import java.io.IOException;

/// An open connection to one instance, whoever uses it at the time: a wire, the bytes that came
/// over it and are not read yet, and the guard that cuts it off when a time limit passes. Used by
/// one thread at a time.
final class Connection implements Closeable {

  private final Wire wire;
  private final Watchdog.Guard guard;
  private final Inbox inbox = new Inbox();
  private long takenBefore;
  private long usedAtNanos;
  private boolean reusable = true;

  /// Takes over an open wire and the guard that cuts it off.
  Connection(Wire wire, Watchdog.Guard guard, long nowNanos) {
    this.wire = wire;
    this.guard = guard;
    this.usedAtNanos = nowNanos;
  }

  /// Sends a whole request.
  ///
  /// @param untilNanos when it is cut off, as a reading of the ticker
  void send(byte[] request, long untilNanos) throws IOException {
    reusable = false;
    takenBefore = wire.taken();
    arm(untilNanos);
    wire.write(request);
  }

  /// How many bytes of the last request the network has, or may have, taken.
  long sent() {
    return wire.taken() - takenBefore;
  }

  /// What has come and is not read yet.
  Inbox inbox() {
    return inbox;
  }

  /// Waits for bytes of the answer.
  ///
  /// @param untilNanos when it is cut off, as a reading of the ticker
  /// @return how many came, -1 once the peer has closed
  int receive(byte[] into, int from, int length, long untilNanos) throws IOException {
    arm(untilNanos);
    return wire.read(into, from, length);
  }

  /// Marks the end of an exchange after which the connection may carry another one.
  void rest(long nowNanos) {
    usedAtNanos = nowNanos;
    reusable = guard.disarm() && inbox.isEmpty();
  }

  /// Whether it may carry another exchange, as far as can be told without asking the peer.
  boolean reusable() {
    return reusable;
  }

  /// Whether it has lain unused for longer than `nanos`.
  boolean idleLonger(long nanos, long nowNanos) {
    return nowNanos - usedAtNanos > nanos;
  }

  /// Whether it is fit for another exchange now; looks at the wire unless that was used so lately
  /// that it is trusted.
  boolean fit(Ticker ticker) {
    long trust = wire.trustNanos();
    return (trust > 0 && !idleLonger(trust, ticker.nanos())) || wire.quiet();
  }

  /// Whether a time limit has ended it.
  boolean isCut() {
    return guard.isCut();
  }

  @Override
  public void close() {
    reusable = false;
    guard.close();
    wire.close();
  }

  private void arm(long untilNanos) throws IOException {
    if (!guard.arm(untilNanos)) {
      throw new IOException("cut off");
    }
  }
}
