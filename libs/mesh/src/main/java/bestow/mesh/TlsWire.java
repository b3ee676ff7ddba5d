package bestow.mesh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A wire with encryption, for callees outside the mesh. The peer's certificate must be trusted and
/// must name the host. How much of a write was taken cannot be known, so all of it counts.
final class TlsWire implements Wire {

  // 1 s: looking means waiting a millisecond for nothing to come.
  private static final long TRUST_NANOS = 1_000_000_000;

  private final SSLContext context;
  private final String host;
  private final Socket plain = new Socket();
  private Socket secure = plain;
  private long taken;

  TlsWire(SSLContext context, String host) {
    this.context = context;
    this.host = host;
  }

  @Override
  public void connect(InetSocketAddress address) throws IOException {
    plain.setOption(StandardSocketOptions.TCP_NODELAY, true);
    plain.connect(address);
    var factory = context.getSocketFactory();
    var layered = (SSLSocket) factory.createSocket(plain, host, address.getPort(), true);
    var parameters = layered.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    layered.setSSLParameters(parameters);
    layered.startHandshake();
    secure = layered;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    taken += bytes.length;
    secure.getOutputStream().write(bytes);
  }

  @Override
  public long taken() {
    return taken;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return secure.getInputStream().read(into, from, length);
  }

  @Override
  public boolean quiet() {
    try {
      secure.setSoTimeout(1);
      var _ = secure.getInputStream().read();
      return false;
    } catch (SocketTimeoutException _) {
      return unlimited();
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public long trustNanos() {
    return TRUST_NANOS;
  }

  /// Closes the plain socket below: closing the upper one would wait for a writer that is stuck.
  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException _) {
      // The descriptor is gone either way, and there is nobody to tell.
    }
  }

  private boolean unlimited() {
    try {
      secure.setSoTimeout(0);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
