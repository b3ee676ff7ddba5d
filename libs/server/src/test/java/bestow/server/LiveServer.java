package bestow.server;

import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A server on a free port of loopback, outside of Consul, which leaves at once when it stops
/// unless its settings say otherwise.
final class LiveServer implements AutoCloseable {

  private final Server server;

  private LiveServer(Server server) {
    this.server = server;
  }

  static LiveServer of(HttpService api, String... settings) throws StartException {
    return of(Service.of("test", 0), Telemetry.none(), api, settings);
  }

  static LiveServer of(Service service, Telemetry telemetry, HttpService api, String... settings)
      throws StartException {
    return of(service, telemetry, api, List.of(), settings);
  }

  static LiveServer of(
      Service service,
      Telemetry telemetry,
      HttpService api,
      List<ReadyCheck> checks,
      String... settings)
      throws StartException {
    var keys = new HashMap<String, String>();
    keys.putAll(Map.of("consul.registers", "false", "drain.wait", "0s", "drain.grace", "5s"));
    for (int i = 0; i < settings.length; i += 2) {
      keys.put(settings[i], settings[i + 1]);
    }
    var read = Settings.of(keys).read(all -> ServerSettings.from(service, all));
    return new LiveServer(Server.start(read, telemetry, api, checks));
  }

  int port() {
    return server.port();
  }

  Wire connect() throws IOException {
    return new Wire(server.port());
  }

  /// The whole answer to one request on a connection of its own.
  String ask(String request) throws IOException {
    try (var wire = connect()) {
      return wire.send(request).answer();
    }
  }

  void stop() {
    server.stop();
  }

  @Override
  public void close() {
    server.stop();
  }
}
