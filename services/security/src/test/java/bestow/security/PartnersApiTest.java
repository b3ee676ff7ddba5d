package bestow.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Running;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.FreePort;
import bestow.testing.MalformedJson;
import bestow.testing.RedisProcess;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.security.PaidCheckRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The doors about paid orders as they run: Main's own wiring over HTTP, with a real Redis.
final class PartnersApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CHECK = "/v1/paid-orders/check";
  private static final String TAKEN = "/v1/paid-orders/taken";
  private static final Codec<PaidCheckRequest> CHECKS = Json.codec(PaidCheckRequest.class);
  private static final Map<String, String> OPERATOR =
      Map.of("Authorization", "Bearer an-operators-token");

  private final Signed signed = new Signed(Signed.SECRET, InstantSource.system().millis() / 1000);

  private final int metricsPort = FreePort.next();

  private RedisProcess redis;
  private Running security;
  private ApiClient client;

  @BeforeEach
  void start() throws StartException {
    redis = RedisProcess.start();
    var settings =
        new TreeMap<>(
            Map.of(
                "server.port", "0",
                "consul.registers", "false",
                "drain.wait", "0ms",
                "redis.port", Integer.toString(redis.port()),
                "redis.user", "",
                "redis.timeout", "2s",
                "operator.token", "an-operators-token"));
    settings.putAll(
        Map.of(
            "partners",
            "shop",
            "partner.shop.secret",
            Signed.SECRET,
            "partner.shop.next-secret",
            Signed.NEXT_SECRET,
            "partner.shop.campaigns",
            "spring",
            "partner.gap-after",
            "0ms",
            "metrics.port",
            Integer.toString(metricsPort)));
    security = Main.SERVICE.start(Settings.of(settings), SecuritySettings::from, Main::wire);
    client = ApiClient.of(security.port());
    Eventually.within(SOON, () -> partners().status() == 200, "it is ready");
  }

  @AfterEach
  void stop() {
    client.close();
    security.close();
    redis.close();
  }

  @Test
  void whatIsMissingIsShownUntilItHasItsAnswer() throws Exception {
    assertTrue(partners().body().contains("\"highest\":0,\"lastTakenAt\":0,\"missing\":0"));
    assertEquals("{\"reply\":\"theirs\"}", checked(signed.order(3)));
    Eventually.within(
        SOON, () -> partners().body().contains("\"missing\":3"), "one to three are missed");

    assertTrue(metric("bestow_partner_missing{", "\"shop\"").endsWith(" 3.0"));
    assertFalse(metric("bestow_partner_gap_age_seconds{", "\"shop\"").isEmpty());

    for (int number : List.of(2, 3, 1)) {
      assertEquals(
          "{\"reply\":\"noted\"}",
          client.post(TAKEN, "{\"partner\":\"shop\",\"sequence\":" + number + "}").is(200).body());
    }

    assertTrue(partners().body().contains("\"missing\":0,\"gaps\":[],\"forgotten\":0"));
    assertTrue(metric("bestow_partner_missing{", "\"shop\"").endsWith(" 0.0"));
    assertTrue(partners().body().contains("\"highest\":3"));
  }

  @Test
  void everyOtherReplyNamesItsReason() throws Exception {
    var order = signed.order(1);
    checked(order);
    assertEquals("{\"reply\":\"replayed\"}", checked(order));
    assertEquals("{\"reply\":\"unproven\"}", checked(signed.as("nobody").order(1)));
    assertEquals("{\"reply\":\"not-entitled\"}", checked(signed.order(1, "autumn")));
    assertEquals(
        "{\"reply\":\"untimely\",\"windowSeconds\":60}",
        checked(new Signed(Signed.SECRET, signed.timestamp() - 100).order(1)));
    assertEquals("{\"reply\":\"theirs\"}", checked(signed.by(Signed.NEXT_SECRET).order(1)));
    assertEquals(
        "{\"reply\":\"unknown\"}",
        client.post(TAKEN, "{\"partner\":\"nobody\",\"sequence\":1}").is(200).body());
    assertTrue(
        metric("bestow_partner_checks_total{", "partner=\"unknown\"", "unproven").endsWith(" 1.0"));
    assertTrue(metric("bestow_partner_checks_total{", "\"nobody\"").isEmpty());
  }

  @Test
  void onlyOperatorsSeeThePartners() {
    client.send("GET", "/v1/partners", Map.of()).isProblem(401, "token-invalid");
    assertFalse(partners().body().contains("secret"));
  }

  @Test
  void malformedBodiesAreTheSendersFaultAndChangeNothing() {
    var check = new String(CHECKS.write(signed.order(7)), StandardCharsets.UTF_8);
    var required =
        List.of("partner", "timestamp", "nonce", "signature", "body", "campaign", "sequence");
    for (byte[] body : MalformedJson.of(check, required)) {
      client.send("POST", CHECK, Map.of(), body).isTheSendersFault();
    }
    var taken = "{\"partner\":\"shop\",\"sequence\":7}";
    for (byte[] body : MalformedJson.of(taken, List.of("partner", "sequence"))) {
      client.send("POST", TAKEN, Map.of(), body).isTheSendersFault();
    }
    for (String number : List.of("0", "-1", "1.5", "9007199254740992", "1e30")) {
      client.post(TAKEN, taken.replace("7", number)).isTheSendersFault();
      client
          .post(CHECK, check.replace("\"sequence\":7", "\"sequence\":" + number))
          .isTheSendersFault();
    }
    client.post(CHECK, " ".repeat(65 << 10) + check).isProblem(413, "too-large");

    assertTrue(partners().body().contains("\"highest\":0"));
    assertEquals("{\"reply\":\"theirs\"}", client.post(CHECK, check).is(200).body());
  }

  @Test
  void withoutItsRedisNothingIsTheirsAndNothingIsNoted() {
    redis.kill();

    client
        .post(CHECK, new String(CHECKS.write(signed.order(1)), StandardCharsets.UTF_8))
        .isProblem(503, "unavailable");
    client.post(TAKEN, "{\"partner\":\"shop\",\"sequence\":1}").isProblem(503, "unavailable");
    partners().isProblem(503, "unavailable");
    // What needs no store is told all the same.
    assertEquals("{\"reply\":\"unproven\"}", checked(signed.as("nobody").order(1)));
  }

  /// The line of a metric that holds all these words.
  private String metric(String... words) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
      var request = HttpRequest.newBuilder(uri).timeout(SOON).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> Stream.of(words).allMatch(line::contains))
          .findFirst()
          .orElse("");
    }
  }

  private String checked(PaidCheckRequest order) {
    var body = new String(CHECKS.write(order), StandardCharsets.UTF_8);
    return client.post(CHECK, body).is(200).body();
  }

  private ApiClient.Answer partners() {
    return client.send("GET", "/v1/partners", OPERATOR);
  }
}
