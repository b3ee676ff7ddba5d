package bestow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A TCP port on loopback that nobody listens on at the moment.
///
/// Another process may take it before its user does; what starts on such a port must be ready to
/// try another one. As an address that refuses connections it is as good as it gets.
public final class FreePort {
  private FreePort() {}

  /// A port that was free a moment ago.
  public static int next() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException("no free port on loopback", failed);
    }
  }
}
