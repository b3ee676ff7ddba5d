package bestow.bench;

import bestow.local.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The process that is called: listens on a few ports of its own choice, tells them on one line,
/// answers every [Hop] with the same bytes, and ends when whoever started it does.
final class Answerer {
  private static final int BUFFER = 4_096;
  private static final int BACKLOG = 128;
  // 1 ms: what a callee with a store takes. Without it the fastest way would have the callee at its
  // limit, where nobody sleeps and nobody is woken, and the others not.
  private static final Duration WORK = Duration.ofMillis(1);

  private Answerer() {}

  /// Answers.
  ///
  /// @param args on how many ports
  public static void main(String[] args) throws IOException {
    var ports = new ArrayList<String>();
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      var listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      ports.add(Integer.toString(listener.getLocalPort()));
      Thread.ofVirtual().start(() -> accept(listener));
    }
    Progress.terminal().say(String.join(" ", ports));
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  /// The ports, as words, off the line that tells them.
  static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  private static void accept(ServerSocket listener) {
    try {
      while (true) {
        var caller = listener.accept();
        Thread.ofVirtual().start(() -> answer(caller));
      }
    } catch (IOException _) {
      // The listener is gone, and so is what there was to answer.
    }
  }

  private static void answer(Socket caller) {
    var answer = Hop.answer();
    var buffer = new byte[BUFFER];
    try (caller) {
      caller.setTcpNoDelay(true);
      var in = caller.getInputStream();
      var out = caller.getOutputStream();
      int had = 0;
      while (true) {
        int came = in.read(buffer, had, BUFFER - had);
        if (came < 0) return;
        had += came;
        if (isWhole(buffer, had)) {
          LockSupport.parkNanos(WORK.toNanos());
          out.write(answer);
          had = 0;
        }
      }
    } catch (IOException _) {
      // The caller has gone: that is how each connection ends.
    }
  }

  /// Whether a request has come to its end; a caller sends no other before it is answered.
  static boolean isWhole(byte[] bytes, int length) {
    int head = length - Hop.BODY.length;
    return head >= 4
        && bytes[head - 4] == '\r'
        && bytes[head - 3] == '\n'
        && bytes[head - 2] == '\r'
        && bytes[head - 1] == '\n';
  }
}
