package bestow.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthTest {

  private final AtomicBoolean store = new AtomicBoolean();
  private final List<ReadyCheck> checks =
      List.of(
          new ReadyCheck("store", store::get),
          new ReadyCheck(
              "broken",
              () -> {
                if (!store.get()) {
                  throw new IllegalStateException("broken");
                }
                return true;
              }));

  private LiveServer server() throws StartException {
    return LiveServer.of(Service.of("test", 0), Telemetry.none(), _ -> {}, checks);
  }

  @Test
  void readyIsWhenAllChecksPassAndNamesThoseThatDoNot() throws Exception {
    try (var server = server()) {
      var before = ask(server, "ready");
      store.set(true);
      var after = ask(server, "ready");

      assertTrue(before.startsWith("HTTP/1.1 503 "), before);
      assertTrue(before.endsWith("{\"ok\":false,\"failing\":[\"store\",\"broken\"]}"), before);
      assertTrue(after.startsWith("HTTP/1.1 200 "), after);
      assertTrue(after.endsWith("{\"ok\":true}"), after);
    }
  }

  @Test
  void liveDependsOnNobody() throws Exception {
    try (var server = server()) {
      assertTrue(ask(server, "live").startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void startedIsOnceItWasReadyAndStaysSo() throws Exception {
    try (var server = server()) {
      var before = ask(server, "started");
      store.set(true);
      var ready = ask(server, "started");
      store.set(false);
      var after = ask(server, "started");

      assertTrue(before.startsWith("HTTP/1.1 503 "), before);
      assertTrue(ready.startsWith("HTTP/1.1 200 "), ready);
      assertTrue(after.startsWith("HTTP/1.1 200 "), after);
      assertTrue(ask(server, "ready").startsWith("HTTP/1.1 503 "));
    }
  }

  @Test
  void theDescriptionOfTheDoorsIsServed() throws Exception {
    try (var server = server()) {
      var answer = server.ask("GET /openapi.yaml HTTP/1.1\nHost: x\n\n");

      assertTrue(answer.contains("\r\nContent-Type: application/yaml\r\n"), answer);
      assertTrue(answer.endsWith("openapi: 3.1.0\n"), answer);
    }
  }

  private static String ask(LiveServer server, String what) throws Exception {
    return server.ask("GET /health/" + what + " HTTP/1.1\nHost: x\n\n");
  }
}
