package bestow.sandbox;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/// The provider as it runs: its ledger, its two ports, and the gate that shuts the first.
final class SandboxProvider implements AutoCloseable {

  private final Ledger ledger;
  private final Listener gifts;
  private final Listener admin;
  private final Gate gate = new Gate();
  private final Pause pause = new Pause();

  private SandboxProvider(SandboxSettings settings, Ledger ledger, Ticker ticker)
      throws IOException {
    this.ledger = ledger;
    var api =
        new SandboxApi(new GiftDoors(ledger, pause, settings.manners()), ledger, gate, openapi());
    this.gifts =
        new Listener(
            new InetSocketAddress(settings.host(), settings.port()),
            settings.limits(),
            ticker,
            api::open);
    this.admin =
        new Listener(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.adminPort()),
            settings.limits(),
            ticker,
            api::admin);
  }

  /// Reads the ledger back and listens on both ports.
  ///
  /// @throws IOException when the ledger cannot be read or a port cannot be had
  static SandboxProvider start(SandboxSettings settings, Ticker ticker, InstantSource clock)
      throws IOException {
    var ledger = Ledger.open(settings.ledger(), settings.bounds(), clock);
    var provider = new SandboxProvider(settings, ledger, ticker);
    try {
      provider.gifts.open();
      provider.admin.open();
    } catch (IOException e) {
      provider.close();
      throw e;
    }
    Thread.ofVirtual().name("gate").start(() -> provider.gate.turn(provider.gifts));
    return provider;
  }

  /// Where gifts are asked for.
  int port() {
    return gifts.port();
  }

  /// Where it is looked after.
  int adminPort() {
    return admin.port();
  }

  /// Returns when it is closed.
  void awaitEnd() {
    pause.awaitStop();
  }

  /// Takes no more requests, answers what is under way, for 5 s at most, and lets go of everything.
  @Override
  public void close() {
    gate.stop();
    pause.stop();
    gifts.close();
    admin.close();
    try {
      ledger.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger could not be closed", e);
    }
  }

  private static byte[] openapi() throws IOException {
    try (var in = SandboxProvider.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IOException("openapi.yaml is not on the class path");
      }
      return in.readAllBytes();
    }
  }
}
