package bestow.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A client of one service that holds every answer to the description which that service serves at
/// `/openapi.yaml`: an answer with a status, a header or a member that it does not describe fails
/// the test. For any number of threads.
public final class ApiClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final OpenApiInteractionValidator description;

  private ApiClient(URI base) {
    this.base = base;
    var described = exchange("GET", "/openapi.yaml", Map.of(), new byte[0]);
    if (described.status() != 200) {
      throw new AssertionError("no /openapi.yaml at " + base + ": " + described);
    }
    this.description =
        OpenApiInteractionValidator.createForInlineApiSpecification(described.body())
            .withLevelResolver(
                LevelResolver.create()
                    // Requests are sent wrong on purpose.
                    .withLevel("validation.request", ValidationReport.Level.IGNORE)
                    .build())
            .build();
  }

  /// A client of the service that listens on a port of loopback.
  public static ApiClient of(int port) {
    return new ApiClient(URI.create("http://127.0.0.1:" + port));
  }

  /// Sends a request without a body.
  public Answer send(String method, String path, Map<String, String> headers) {
    return check(method, path, exchange(method, path, headers, new byte[0]));
  }

  /// Sends JSON, whatever it is.
  public Answer send(String method, String path, Map<String, String> headers, String json) {
    return send(method, path, headers, json.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends bytes as JSON.
  public Answer send(String method, String path, Map<String, String> headers, byte[] json) {
    var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    return check(method, path, exchange(method, path, all, json));
  }

  /// Posts JSON without further headers.
  public Answer post(String path, String json) {
    return send("POST", path, Map.of(), json);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Answer check(String method, String path, Answer answer) {
    var response = SimpleResponse.Builder.status(answer.status());
    answer.headers().forEach(response::withHeader);
    answer.header("content-type").ifPresent(response::withContentType);
    if (!answer.body().isEmpty()) response.withBody(answer.body());
    var question = path.indexOf('?');
    var report =
        description.validateResponse(
            question < 0 ? path : path.substring(0, question),
            Request.Method.valueOf(method),
            response.build());
    if (report.hasErrors()) {
      throw new AssertionError(
          method
              + " "
              + path
              + " answered what /openapi.yaml does not describe: "
              + answer
              + " "
              + report.getMessages());
    }
    return answer;
  }

  private Answer exchange(String method, String path, Map<String, String> headers, byte[] body) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var plain = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      response.headers().map().forEach((name, values) -> plain.put(name, values.getFirst()));
      return new Answer(response.statusCode(), plain, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// What the service answered.
  ///
  /// @param headers the first value of each, by name in any case
  public record Answer(int status, Map<String, String> headers, String body) {
    /// A header's first value.
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    /// Fails unless this is a problem of that status and code, and says nothing of our insides.
    ///
    /// @return the same answer
    public Answer isProblem(int expected, String code) {
      if (status != expected
          || !body.contains("\"code\":\"" + code + "\"")
          || !header("content-type").orElse("").startsWith("application/problem+json")) {
        throw new AssertionError("expected " + expected + " " + code + ", got " + this);
      }
      if (body.contains("Exception") || body.contains("bestow.") || body.contains("java.")) {
        throw new AssertionError("a problem tells of our insides: " + this);
      }
      return this;
    }

    /// Fails unless this is a problem with a status from 400 to 499.
    ///
    /// @return the same answer
    public Answer isTheSendersFault() {
      if (status < 400
          || status > 499
          || !header("content-type").orElse("").startsWith("application/problem+json")) {
        throw new AssertionError("expected a problem with a status of 4xx, got " + this);
      }
      return this;
    }

    /// Fails unless this is that status.
    ///
    /// @return the same answer
    public Answer is(int expected) {
      if (status != expected) throw new AssertionError("expected " + expected + ", got " + this);
      return this;
    }
  }
}
