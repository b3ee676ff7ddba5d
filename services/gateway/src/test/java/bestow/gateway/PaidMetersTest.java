package bestow.gateway;

import static bestow.gateway.FakeRooms.ORDER;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.ApiClient.Answer;
import bestow.testing.FreePort;
import bestow.wire.quota.HoldReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is seen of paid orders from outside.
final class PaidMetersTest {
  @Test
  void howLateAPaidOrderCameIsSeenOnce() throws Exception {
    int port = FreePort.next();
    var settings = Map.of("metrics.port", Integer.toString(port));
    try (var gateway = GatewayFixture.start(settings)) {
      send(gateway).is(202);
      gateway.rooms().reply("/v1/hold", HoldReply.class, new HoldReply.Held(ORDER, true));
      send(gateway).is(202);
      gateway.rooms().reply("/v1/hold", HoldReply.class, new HoldReply.SoldOut());
      send(gateway).is(409);

      var metrics = scrape(port);
      assertTrue(value(metrics, "bestow_paid_lag_seconds_count{").endsWith(" 1"), metrics);
      assertTrue(value(metrics, "bestow_paid_lag_seconds_sum{").endsWith(" 60.0"), metrics);
      assertTrue(
          value(metrics, "bestow_paid_orders_total{", "delivered").endsWith(" 2.0"), metrics);
      assertTrue(value(metrics, "bestow_paid_orders_total{", "sold-out").endsWith(" 1.0"), metrics);
    }
  }

  private static String value(String metrics, String... words) {
    return metrics
        .lines()
        .filter(line -> Stream.of(words).allMatch(line::contains))
        .findFirst()
        .orElse("");
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static Answer send(GatewayFixture gateway) {
    return gateway
        .client()
        .send("POST", "/v1/paid-orders", PaidOrderDoorTest.SIGNED, PaidOrderDoorTest.PAID);
  }
}
