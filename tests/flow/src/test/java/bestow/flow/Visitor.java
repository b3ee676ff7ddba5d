package bestow.flow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// A user at a gateway's public doors. Immutable, for any number of threads.
final class Visitor {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final int port;
  private final String token;

  Visitor(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /// A user who shows an identity provider's token and gets a session.
  static Visitor signIn(int port, String jwt) {
    var nobody = new Visitor(port, "");
    var answer = nobody.post("/v1/sessions", "{\"jwt\":\"" + jwt + "\"}", Map.of());
    if (answer.status() != 201) throw new AssertionError("nobody was signed in: " + answer);
    return new Visitor(port, answer.member("token"));
  }

  /// The same user at another gateway.
  Visitor at(int otherPort) {
    return new Visitor(otherPort, token);
  }

  Answer claim(CampaignFile campaign) {
    return claim(campaign, Map.of());
  }

  Answer claim(CampaignFile campaign, Map<String, String> headers) {
    var body = "{\"campaign\":\"%s\",\"gift\":\"%s\"}".formatted(campaign.id(), campaign.gift());
    return post("/v1/claims", body, headers);
  }

  Answer claimBundle(String campaign, String bundle, Map<String, String> headers) {
    var body = "{\"campaign\":\"%s\",\"bundle\":\"%s\"}".formatted(campaign, bundle);
    return post("/v1/claims", body, headers);
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  private Answer post(String path, String json, Map<String, String> headers) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    headers.forEach(request::header);
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, "no answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// What a user was answered.
  ///
  /// @param status 0 where the connection broke before an answer
  record Answer(int status, String body) {
    /// The text of a member of the body; empty where there is none.
    String member(String name) {
      var matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
      return matcher.find() ? matcher.group(1) : "";
    }

    /// The code of a problem, or the status of a claim.
    String word() {
      var code = member("code");
      return code.isEmpty() ? member("status") : code;
    }
  }
}
