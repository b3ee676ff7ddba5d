package bestow.mesh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;

/// Opens connections to instances, in bounded time.
final class Dialer {

  /// Makes a wire that is not connected yet.
  @FunctionalInterface
  interface Wires {
    Wire to(String host) throws IOException;
  }

  private final Wires wires;
  private final Watchdog watchdog;
  private final Ticker ticker;

  Dialer(Wires wires, Watchdog watchdog, Ticker ticker) {
    this.wires = wires;
    this.watchdog = watchdog;
    this.ticker = ticker;
  }

  /// Opens a connection, trying one address of the host after the other.
  ///
  /// @throws IOException with the end of a sentence about the peer: nothing was sent to it
  Connection dial(Instance instance, Addresses addresses, Deadline deadline) throws IOException {
    var refusal = new IOException("has no address");
    try {
      for (var address : addresses.resolve(deadline)) {
        try {
          return open(instance.host(), new InetSocketAddress(address, instance.port()), deadline);
        } catch (IOException failed) {
          refusal = failed;
        }
        if (deadline.spent(ticker) || Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    } catch (UnknownHostException unknown) {
      refusal = new IOException("could not be found: " + unknown.getMessage(), unknown);
    }
    throw refusal;
  }

  private Connection open(String host, InetSocketAddress address, Deadline deadline)
      throws IOException {
    var wire = wires.to(host);
    var guard = watchdog.guard(wire::close);
    try {
      if (guard.arm(deadline.atNanos())) {
        wire.connect(address);
      }
      if (guard.disarm()) {
        return new Connection(wire, guard, ticker.nanos());
      }
      throw new IOException("did not accept a connection in time");
    } catch (IOException failed) {
      boolean late = guard.isCut();
      guard.close();
      wire.close();
      throw late ? new IOException("did not accept a connection in time", failed) : said(failed);
    }
  }

  private static IOException said(IOException failed) {
    return failed instanceof ClosedByInterruptException
        ? new IOException("was given up: the caller was interrupted", failed)
        : new IOException("accepted no connection: " + failed.getMessage(), failed);
  }
}
