package bestow.server;

/// A service that has been started in this process.
public final class Running implements AutoCloseable {

  private final Platform platform;
  private final Server server;

  private Running(Platform platform, Server server) {
    this.platform = platform;
    this.server = server;
  }

  static <S> Running start(ServerSettings settings, S own, Service.Wiring<S> wiring)
      throws StartException {
    var telemetry = Telemetry.start(settings);
    var platform = new Platform(settings, telemetry);
    platform.closing("telemetry", telemetry);
    try {
      var api = wiring.wire(own, platform);
      return new Running(platform, Server.start(settings, telemetry, api, platform.checks()));
    } catch (StartException e) {
      platform.close();
      throw e;
    } catch (Exception e) {
      // The wiring makes stores and clients of many kinds, and each fails in its own way.
      platform.close();
      throw new StartException(settings.name() + " cannot be wired: " + e);
    }
  }

  /// The port it listens on.
  public int port() {
    return server.port();
  }

  /// Drains, stops listening, and ends all parts.
  public void stop() {
    platform.leave();
    server.stop();
    platform.close();
  }

  /// The same as [#stop()].
  @Override
  public void close() {
    stop();
  }
}
