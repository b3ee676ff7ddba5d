package bestow.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Running;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.MalformedJson;
import bestow.testing.RedisProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reporting as it runs: its own Main's wiring over HTTP, with a real Redis.
final class ReportingApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Map<String, String> OPERATOR =
      Map.of("Authorization", "Bearer an-operators-token");
  private static final String COUNTS = "/v1/campaigns/spring/counts";

  private RedisProcess redis;
  private Running reporting;
  private ApiClient client;

  @BeforeEach
  void start() throws StartException {
    redis = RedisProcess.start();
    reporting =
        Main.SERVICE.start(
            Settings.of(
                Map.of(
                    "server.port", "0",
                    "consul.registers", "false",
                    "drain.wait", "0ms",
                    "redis.port", Integer.toString(redis.port()),
                    "redis.user", "",
                    "redis.timeout", "2s",
                    "operator.token", "an-operators-token")),
            ReportingSettings::from,
            Main::wire);
    client = ApiClient.of(reporting.port());
    Eventually.within(
        SOON, () -> client.send("GET", COUNTS, OPERATOR).status() == 200, "it is ready");
  }

  @AfterEach
  void stop() {
    client.close();
    reporting.close();
    redis.close();
  }

  @Test
  void aBatchIsCountedOnceAndRead() {
    assertEquals("{\"repeated\":false}", client.post("/v1/reports", batch(1, 7)).is(200).body());
    assertEquals("{\"repeated\":true}", client.post("/v1/reports", batch(1, 7)).is(200).body());

    var counts = client.send("GET", COUNTS, OPERATOR).is(200).body();

    assertTrue(
        counts.contains(
            "[{\"gift\":\"vip-day\",\"step\":\"claim\",\"outcome\":\"delivered\",\"count\":7}]"),
        counts);
  }

  @Test
  void onlyOperatorsReadCounts() {
    client.send("GET", COUNTS, Map.of()).isProblem(401, "token-invalid");
    client
        .send("GET", COUNTS, Map.of("Authorization", "Bearer another-token-of-16"))
        .isProblem(401, "token-invalid");
  }

  @Test
  void aQuestionThatIsNoneIsInvalid() {
    for (String query :
        List.of(
            "?from=yesterday",
            "?to=2026-11-20",
            "?from=2026-11-20T08:00:00",
            "?from=2026-11-20T08:00:00Z&to=2026-11-20T08:00:00Z",
            "?from=2026-01-01T00:00:00Z&to=2026-11-20T08:00:00Z")) {
      client.send("GET", COUNTS + query, OPERATOR).isProblem(422, "invalid");
    }
    client.send("GET", "/v1/campaigns/SPRING/counts", OPERATOR).isProblem(422, "invalid");
  }

  @Test
  void malformedBatchesAreTheSendersFaultAndCountNothing() {
    for (byte[] body : MalformedJson.of(batch(1, 7), List.of("sender", "batch", "counts"))) {
      client.send("POST", "/v1/reports", Map.of(), body).isTheSendersFault();
    }
    client
        .post("/v1/reports", batch(1, 7).replace("\"minute\":", "\"minute\":9"))
        .isProblem(422, "invalid");
    client.post("/v1/reports", batch(1, 7).replace("\"claim\"", "\"dance\"")).isTheSendersFault();
    client.post("/v1/reports", batch(1, 0)).isTheSendersFault();

    var counts = client.send("GET", COUNTS, OPERATOR).is(200).body();
    assertTrue(counts.endsWith("\"counts\":[]}"), counts);
  }

  @Test
  void withoutItsRedisNothingIsCountedAndNobodyIsToldOtherwise() {
    redis.kill();

    client.post("/v1/reports", batch(1, 7)).isProblem(503, "unavailable");
    client.send("GET", COUNTS, OPERATOR).isProblem(503, "unavailable");
  }

  private static String batch(long batch, long count) {
    // The minute before this one, so that it lies within the last day up to now.
    long minute = Instant.now().getEpochSecond() / 60 - 1;
    return ("{\"sender\":\"g1\",\"batch\":%d,\"counts\":[{\"campaign\":\"spring\","
            + "\"gift\":\"vip-day\",\"step\":\"claim\",\"outcome\":\"delivered\","
            + "\"minute\":%d,\"count\":%d}]}")
        .formatted(batch, minute, count);
  }
}
