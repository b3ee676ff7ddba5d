package bestow.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// A look at whether a port can be had, for the sake of a clear sentence: the libraries that bind
/// it afterwards only say that something failed.
final class PortCheck {

  private PortCheck() {}

  /// Looks whether a port can be had.
  ///
  /// @param key the setting that the port comes from
  /// @throws StartException where the port is taken, or the host is not of this machine
  static void check(String host, int port, String key) throws StartException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new StartException(
          "Cannot listen on %s:%d (%s): end what has the port, or set %s to another one"
              .formatted(host, port, e.getMessage(), key));
    }
  }
}
