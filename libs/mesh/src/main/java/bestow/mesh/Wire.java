package bestow.mesh;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Bytes to and from one peer. Used by one thread at a time; any thread may close it, which wakes
/// the one that is blocked on it. Knows no time limits: a [Watchdog] closes it.
interface Wire extends Closeable {

  /// Opens the connection, ready to carry a request.
  void connect(InetSocketAddress address) throws IOException;

  /// Hands bytes to the network until it has taken all of them.
  void write(byte[] bytes) throws IOException;

  /// How many bytes the network has, or may have, taken since the connection was opened. Right even
  /// after a write that failed, and never too low.
  long taken();

  /// Waits for bytes.
  ///
  /// @return how many came, at least 1; -1 once the peer has closed
  int read(byte[] into, int from, int length) throws IOException;

  /// Whether the peer has neither closed nor said anything: what an idle connection must be.
  boolean quiet();

  /// How long after its last use it may be trusted without asking whether it is [#quiet()].
  long trustNanos();

  /// Closes it, never blocking.
  @Override
  void close();
}
