package bestow.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// What stands beside the metrics, on their listener and never on that of the service's own doors:
/// `GET /mesh`. Whoever may read the metrics may read it; without a port for metrics there is
/// neither. Safe for use by many threads.
final class OperatorsDoor implements HttpHandler {

  private static final byte[] NOTHING = "{\"callees\":[]}".getBytes(StandardCharsets.US_ASCII);

  private final AtomicReference<Supplier<byte[]>> mesh = new AtomicReference<>(() -> NOTHING);

  /// Shows a page from now on.
  void showMesh(Supplier<byte[]> page) {
    mesh.set(page);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (!"/mesh".equals(path)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
      } else {
        var page = mesh.get().get();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
      }
    }
  }
}
