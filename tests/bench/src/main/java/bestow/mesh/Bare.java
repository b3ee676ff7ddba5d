package bestow.mesh;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// One owned connection and nothing round it: writes a request that is ready, and reads the whole
/// answer as the mesh does. It has no time limit and no second try. For one thread at a time.
public final class Bare implements Closeable {
  private static final int BODY_BYTES_MAX = 1 << 20;

  private final Wire wire;
  private final Inbox inbox = new Inbox();

  private Bare(Wire wire) {
    this.wire = wire;
  }

  /// Connects to a port of this machine.
  public static Bare connect(int port) throws IOException {
    var wire = new PlainWire(0);
    wire.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new Bare(wire);
  }

  /// Makes a POST.
  ///
  /// @param request all of its bytes
  /// @return the body of the answer
  /// @throws IOException when it was answered by anything but 200, too
  public byte[] call(byte[] request) throws IOException {
    wire.write(request);
    var answer = new AnswerReader(inbox, wire::read, BODY_BYTES_MAX).read(Method.POST);
    if (answer.status() != 200) throw new IOException("answered by " + answer.status());
    return answer.body();
  }

  @Override
  public void close() {
    wire.close();
  }
}
