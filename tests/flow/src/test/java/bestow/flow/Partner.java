package bestow.flow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A partner who sends paid orders to a gateway. Immutable, for any number of threads.
///
/// @param port the gateway's
/// @param name as security's settings have it
record Partner(int port, String name, String secret) {
  static final String SECRET = "a-secret-of-the-shop-for-these-tests";

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// What security has to be told of it.
  static Map<String, String> settings() {
    return Map.of(
        "partners", "shop",
        "partner.shop.secret", SECRET,
        "partner.shop.campaigns", "*",
        "partner.gap-after", "0ms");
  }

  /// One order, in its own words.
  static String order(String id, long sequence, String user, CampaignFile campaign) {
    return "{\"id\":\"%s\",\"sequence\":%d,\"paidAt\":\"%s\",\"user\":\"%s\",\"campaign\":\"%s\",\"gift\":\"%s\"}"
        .formatted(id, sequence, Instant.now(), user, campaign.id(), campaign.gift());
  }

  /// Signs and sends an order.
  Visitor.Answer send(String order) {
    return send(sign(order), order);
  }

  /// Sends an order until it is answered for good, each time signed anew.
  Visitor.Answer sendOn(String order) {
    for (int tries = 0; tries < 200; tries++) {
      var answer = send(order);
      boolean passes = answer.status() == 0 || answer.status() == 503;
      if (!passes
          && !answer.word().equals("order-open")
          && !answer.word().equals("key-in-flight")) {
        return answer;
      }
      pause();
    }
    throw new AssertionError("no end of it: " + order);
  }

  /// The headers that show an order to be ours.
  Map<String, String> sign(String order) {
    var time = Long.toString(Instant.now().getEpochSecond());
    var nonce = UUID.randomUUID().toString();
    var message = String.join("\n", "POST /v1/paid-orders", name, time, nonce, order);
    return Map.of(
        "Bestow-Partner", name,
        "Bestow-Timestamp", time,
        "Bestow-Nonce", nonce,
        "Bestow-Signature", hmac(message));
  }

  /// Sends an order with these headers.
  Visitor.Answer send(Map<String, String> headers, String order) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/paid-orders"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(order));
    headers.forEach(request::header);
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Visitor.Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Visitor.Answer(0, "no answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String hmac(String message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  private static void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
