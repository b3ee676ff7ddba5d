package bestow.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP port on loopback that nobody listens on at the moment, and that stays its user's across a
/// restart.
///
/// It lies below the ports that the system gives to connections going out (from 32,768 on Linux): a
/// server that comes back to its port would else find that some connection got it meanwhile. No two
/// callers in one JVM get the same, and JVMs begin far apart. Another process may still take it
/// before its user does; what starts on such a port must be ready to try another one. As an address
/// that refuses connections it is as good as it gets.
public final class FreePort {
  private static final int FIRST = 12_000;
  private static final int COUNT = 20_000;

  // A prime of the size of what a JVM needs: neighbours among processes are no neighbours here.
  private static final int STRIDE = 1_009;

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * STRIDE % COUNT));

  private FreePort() {}

  /// A port that was free a moment ago.
  public static int next() {
    for (var tried = 0; tried < COUNT; tried++) {
      int port = FIRST + NEXT.getAndUpdate(at -> (at + 1) % COUNT);
      if (isFree(port)) return port;
    }
    throw new IllegalStateException("no free port on loopback");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
