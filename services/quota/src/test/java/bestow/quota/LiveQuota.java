package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Running;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Quota as it runs, in this process, with a Redis of its own, and a client.
final class LiveQuota implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final RedisProcess redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());
  private final HttpClient client = HttpClient.newHttpClient();
  private final Running quota;
  private final OpenApiInteractionValidator openApi;

  LiveQuota() throws StartException, IOException, InterruptedException {
    quota =
        Main.SERVICE.start(
            Settings.of(
                Map.of(
                    "server.port", "0",
                    "consul.registers", "false",
                    "discovery.snapshots", "target/discovery",
                    "drain.wait", "0ms",
                    "redis.port", Integer.toString(redis.port()),
                    "redis.user", "",
                    "redis.timeout", "1s",
                    "redis.connect-timeout", "5s",
                    "quota.key-lease", "60s",
                    "quota.order-secret", House.SECRET)),
            QuotaSettings::from,
            Main::wire);
    Eventually.within(SOON, () -> get("/health/ready").statusCode() == 200, "quota is ready");
    openApi =
        OpenApiInteractionValidator.createForInlineApiSpecification(get("/openapi.yaml").body())
            .build();
  }

  RedisProcess redis() {
    return redis;
  }

  /// All that the store holds, in a few characters.
  String digest() {
    return redis.command("DEBUG", "DIGEST");
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return post(path, body, "application/json");
  }

  HttpResponse<String> post(String path, String body, String type)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /// Posts a good body: request and answer are as openapi.yaml says.
  HttpResponse<String> call(String path, String body) throws IOException, InterruptedException {
    var request =
        SimpleRequest.Builder.post(path).withContentType("application/json").withBody(body).build();
    var report = openApi.validateRequest(request);
    assertTrue(!report.hasErrors(), () -> body + ": " + report.getMessages());
    var response = post(path, body);
    assertDescribed(path, response);
    return response;
  }

  /// Checks an answer against openapi.yaml.
  void assertDescribed(String path, HttpResponse<String> response) {
    var described =
        SimpleResponse.Builder.status(response.statusCode())
            .withContentType(response.headers().firstValue("Content-Type").orElse("none"))
            .withBody(response.body())
            .build();
    var report = openApi.validateResponse(path, Request.Method.POST, described);
    assertTrue(!report.hasErrors(), () -> response.body() + ": " + report.getMessages());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + quota.port() + path);
  }

  @Override
  public void close() {
    client.close();
    quota.close();
    redis.close();
  }
}
