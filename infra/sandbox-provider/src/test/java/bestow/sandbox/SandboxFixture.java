package bestow.sandbox;

import bestow.mesh.Ticker;
import bestow.server.Settings;
import bestow.testing.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// A sandbox provider on ports of its own, with clients of both.
final class SandboxFixture implements AutoCloseable {

  private final SandboxProvider provider;
  private final ApiClient gifts;
  private final ApiClient admin;

  private SandboxFixture(SandboxProvider provider) {
    this.provider = provider;
    this.gifts = ApiClient.of(provider.port());
    this.admin = ApiClient.of(provider.adminPort());
  }

  static SandboxFixture start(Path folder) throws IOException {
    return start(folder, Map.of());
  }

  static SandboxFixture start(Path folder, Map<String, String> more) throws IOException {
    var values = new HashMap<>(more);
    values.put("server.port", "0");
    values.put("admin.port", "0");
    values.put("ledger.file", folder.resolve("ledger.jsonl").toString());
    var settings = SandboxSettings.from(Settings.of(values));
    return new SandboxFixture(
        SandboxProvider.start(settings, Ticker.system(), InstantSource.system()));
  }

  ApiClient gifts() {
    return gifts;
  }

  ApiClient admin() {
    return admin;
  }

  int port() {
    return provider.port();
  }

  int adminPort() {
    return provider.adminPort();
  }

  ApiClient.Answer deliver(String order) {
    return gifts.post("/gifts", gift(order));
  }

  void misbehave(String faults) {
    var _ = admin.send("PUT", "/faults", Map.of(), faults).is(200);
  }

  /// Stops the provider; its clients stay.
  void stop() {
    provider.close();
  }

  void behave() {
    var _ = admin.send("DELETE", "/faults", Map.of()).is(200);
  }

  /// The ledger's lines.
  String ledger() {
    try (var client = new RawClient(adminPort())) {
      var answer = client.write("GET /ledger HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer();
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    } catch (IOException e) {
      throw new UncheckedIOException("no ledger", e);
    }
  }

  /// How many deliveries of an order the ledger shows.
  long deliveries(String order) {
    return ledger()
        .lines()
        .filter(line -> line.contains("\"delivered\"") && line.contains("\"" + order + "\""))
        .count();
  }

  static String gift(String order) {
    return "{\"order\":\"" + order + "\",\"user\":\"alice\",\"gift\":\"vip-day\",\"quantity\":1}";
  }

  @Override
  public void close() {
    gifts.close();
    admin.close();
    provider.close();
  }
}
