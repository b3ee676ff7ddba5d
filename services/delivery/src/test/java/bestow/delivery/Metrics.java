package bestow.delivery;

import bestow.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

/// What a delivery that runs counts, as whoever scrapes it sees it.
final class Metrics {

  private Metrics() {}

  /// Waits until a series with all these words has that value: some things are counted right after
  /// they are written down.
  ///
  /// @param value how its line ends
  static void awaitSeen(int port, String value, String... words) {
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
