package bestow.mesh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;

/// A wire without encryption. It knows to the byte how much the network took, unless an interrupt
/// ends a write: then all of that write may be taken.
final class PlainWire implements Wire {

  // The JDK keeps a direct buffer as large as the largest write for every thread that wrote it.
  private static final int WRITE_BYTES_MAX = 64 * 1024;

  private final SocketChannel channel;
  // Direct, so that the JDK needs none of its own; one look at a time.
  private final ByteBuffer unasked = ByteBuffer.allocateDirect(1);
  private final long trustNanos;
  private long taken;

  /// @param trustNanos how long after its last use it is taken for quiet
  PlainWire(long trustNanos) throws IOException {
    this.trustNanos = trustNanos;
    this.channel = SocketChannel.open();
  }

  @Override
  public void connect(InetSocketAddress address) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(address);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(bytes.length - from, WRITE_BYTES_MAX);
      int accepted = write(bytes, from, length);
      from += accepted;
      taken += accepted;
    }
  }

  private int write(byte[] bytes, int from, int length) throws IOException {
    try {
      return channel.write(ByteBuffer.wrap(bytes, from, length));
    } catch (ClosedByInterruptException interrupted) {
      // It ends the write also once the network has taken the bytes, and tells of none.
      taken += length;
      throw interrupted;
    }
  }

  @Override
  public long taken() {
    return taken;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(into, from, length));
  }

  @Override
  public boolean quiet() {
    try {
      channel.configureBlocking(false);
      int came = channel.read(unasked.clear());
      channel.configureBlocking(true);
      return came == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public long trustNanos() {
    return trustNanos;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The descriptor is gone either way, and there is nobody to tell.
    }
  }
}
