package bestow.delivery;

import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.wire.config.Idempotency;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is seen of bundles from outside.
final class BundleMetersTest {

  @TempDir private Path folder;

  @Test
  void howBundlesEndedIsSeen() throws Exception {
    int port = FreePort.next();
    var settings = Map.of("sweep.every", "50ms", "metrics.port", Integer.toString(port));
    try (var redis = RedisFixture.start();
        var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery =
            DeliveryFixture.start(
                redis,
                folder,
                DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER),
                settings)) {
      // From its answer on delivery knows what is published.
      var unknown = DeliveryFixture.request(Samples.number()).replace("vip-day", "car");
      delivery.client().post("/v1/deliver", unknown).isProblem(404, "unknown-gift");
      end(delivery, Samples.number(), "delivered");
      // Quota has asked about it before: it is void.
      var gone = Samples.number();
      delivery.question(gone).is(200);
      end(delivery, gone, "refused");

      for (var state : List.of("delivered", "refused")) {
        awaitSeen(port, " 1.0", "bestow_delivery_bundles_total{", state);
        awaitSeen(port, " 1", "bestow_delivery_bundles_time_seconds_count{", state);
      }
    }
  }

  private static void end(DeliveryFixture delivery, OrderNumber first, String state) {
    var number = Samples.number();
    var body =
        """
        {"order":"%s","user":"alice","campaign":"spring","bundle":"welcome","version":1,"parts":[
         {"order":"%s","gift":"vip-day"},{"order":"%s","gift":"later"}]}"""
            .formatted(number, first, Samples.number());
    delivery.client().post("/v1/bundle", body).is(200);
    var look = DeliveryFixture.look(number, 0);
    var ended = "\"state\":\"" + state + "\"";
    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> delivery.client().post("/v1/bundle/look", look).body().contains(ended),
        "it is " + state);
  }

  /// A bundle is counted right after its end is written down.
  private static void awaitSeen(int port, String value, String... words) {
    Eventually.within(
        DeliveryFixture.LIMIT,
        () ->
            scrape(port)
                .lines()
                .anyMatch(
                    line -> line.endsWith(value) && Stream.of(words).allMatch(line::contains)),
        "it is counted");
  }

  private static String scrape(int port) {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no metrics", e);
    }
  }
}
