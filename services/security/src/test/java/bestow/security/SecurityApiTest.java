package bestow.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Running;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.MalformedJson;
import bestow.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Security as it runs: its own Main's wiring over HTTP, with a real Redis.
final class SecurityApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Map<String, String> OPERATOR =
      Map.of("Authorization", "Bearer an-operators-token");
  private static final String CLAIM =
      "{\"user\":\"alice\",\"ip\":\"192.0.2.1\",\"device\":\"\",\"campaign\":\"spring\"}";
  private static final String BLOCK =
      "{\"dimension\":\"user\",\"value\":\"alice\",\"reason\":\"a test\",\"until\":0}";

  private RedisProcess redis;
  private Running security;
  private ApiClient client;

  @BeforeEach
  void start() throws StartException {
    redis = RedisProcess.start();
    security =
        Main.SERVICE.start(
            Settings.of(
                Map.of(
                    "server.port", "0",
                    "consul.registers", "false",
                    "drain.wait", "0ms",
                    "redis.port", Integer.toString(redis.port()),
                    "redis.user", "",
                    "redis.timeout", "2s",
                    "operator.token", "an-operators-token",
                    "limit.user.claims", "3")),
            SecuritySettings::from,
            Main::wire);
    client = ApiClient.of(security.port());
    Eventually.within(
        SOON, () -> client.send("GET", "/v1/blocks", OPERATOR).status() == 200, "it is ready");
  }

  @AfterEach
  void stop() {
    client.close();
    security.close();
    redis.close();
  }

  @Test
  void aClaimIsAllowedUntilItsUsersLimit() {
    for (int i = 0; i < 3; i++) assertEquals("{\"reply\":\"allowed\"}", verdict());

    assertTrue(verdict().startsWith("{\"reply\":\"too-many\",\"dimension\":\"user\""));
  }

  @Test
  void whoeverIsBlockedIsRefusedUntilTheyAreNot() {
    client.send("PUT", "/v1/blocks", OPERATOR, BLOCK).is(204);
    assertEquals("{\"reply\":\"refused\",\"dimension\":\"user\"}", verdict());
    assertEquals(
        "{\"blocks\":[" + BLOCK + "]}", client.send("GET", "/v1/blocks", OPERATOR).is(200).body());

    unblock("?dimension=user&value=alice").is(204);

    assertEquals("{\"reply\":\"allowed\"}", verdict());
    unblock("?dimension=user&value=alice").isProblem(404, "unknown-block");
    unblock("?dimension=shoe&value=alice").isProblem(422, "invalid");
    unblock("?dimension=user").isProblem(422, "invalid");
    unblock("").isProblem(422, "invalid");
  }

  @Test
  void onlyOperatorsSeeAndChangeTheBlockList() {
    for (var headers :
        List.of(
            Map.<String, String>of(),
            Map.of("Authorization", "Bearer an-operators-tokem"),
            Map.of("Authorization", "Bearer "),
            Map.of("Authorization", "an-operators-token"))) {
      client.send("GET", "/v1/blocks", headers).isProblem(401, "token-invalid");
      client.send("PUT", "/v1/blocks", headers, BLOCK).isProblem(401, "token-invalid");
      client.send("DELETE", "/v1/blocks", headers).isProblem(401, "token-invalid");
    }
    assertEquals("{\"reply\":\"allowed\"}", verdict());
  }

  @Test
  void malformedBodiesAreTheSendersFaultAndChangeNothing() {
    for (byte[] body : MalformedJson.of(CLAIM, List.of("user", "ip", "campaign"))) {
      client.send("POST", "/v1/verdict", Map.of(), body).isTheSendersFault();
    }
    for (byte[] body : MalformedJson.of(BLOCK, List.of("dimension", "value", "reason"))) {
      client.send("PUT", "/v1/blocks", OPERATOR, body).isTheSendersFault();
    }

    assertEquals("{\"blocks\":[]}", client.send("GET", "/v1/blocks", OPERATOR).body());
    for (int i = 0; i < 3; i++) assertEquals("{\"reply\":\"allowed\"}", verdict());
  }

  @Test
  void withoutItsRedisThereIsNoVerdict() {
    redis.kill();

    client.post("/v1/verdict", CLAIM).isProblem(503, "unavailable");
    client.send("GET", "/v1/blocks", OPERATOR).isProblem(503, "unavailable");
    client.send("PUT", "/v1/blocks", OPERATOR, BLOCK).isProblem(503, "unavailable");
    unblock("?dimension=user&value=alice").isProblem(503, "unavailable");
  }

  @Test
  void aTokenThatCouldBeGuessedRefusesTheStart() {
    var settings = Settings.of(Map.of("operator.token", "short", "consul.registers", "false"));

    var refused =
        assertThrows(
            StartException.class,
            () -> Main.SERVICE.start(settings, SecuritySettings::from, Main::wire));

    assertTrue(refused.problems().toString().contains("16 characters"));
  }

  private ApiClient.Answer unblock(String query) {
    return client.send("DELETE", "/v1/blocks" + query, OPERATOR);
  }

  private String verdict() {
    return client.post("/v1/verdict", CLAIM).is(200).body();
  }
}
