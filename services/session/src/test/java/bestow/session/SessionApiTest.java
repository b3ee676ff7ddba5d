package bestow.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Running;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.MalformedJson;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Session as it runs: its own Main's wiring over HTTP, with a real Redis.
final class SessionApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final Issuer issuer = new Issuer("key-1");
  private RedisProcess redis;
  private Running session;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException, StartException {
    redis = RedisProcess.start(RedisOptions.DEFAULT.withUser("session", "secret"));
    var keys = Files.writeString(folder.resolve("keys.json"), issuer.publicKeys().toString());
    session =
        Main.SERVICE.start(
            Settings.of(
                Map.of(
                    "server.port", "0",
                    "consul.registers", "false",
                    "drain.wait", "0ms",
                    "redis.port", Integer.toString(redis.port()),
                    "redis.password", "secret",
                    "redis.timeout", "2s",
                    "identity.issuer", Issuer.NAME,
                    "identity.keys", keys.toUri().toString())),
            SessionSettings::from,
            Main::wire);
    client = ApiClient.of(session.port());
    Eventually.within(SOON, this::opens, "a session can be opened");
  }

  @AfterEach
  void stop() {
    client.close();
    session.close();
    redis.close();
  }

  @Test
  void aSessionIsOpenedValidatedAndClosed() {
    var token = open();

    assertEquals("{\"reply\":\"valid\",\"user\":\"alice\"}", validate(token));
    close(token, "this");
    assertEquals("{\"reply\":\"unknown\"}", validate(token));
  }

  @Test
  void manyAreValidatedAtOnceEachForItself() {
    var open = open();
    var closed = open();
    close(closed, "this");

    var answer =
        client.post(
            "/v1/sessions/validate-all",
            "{\"tokens\":[\"%s\",\"%s\",\"x\"]}".formatted(closed, open));

    assertEquals(
        "{\"replies\":[{\"reply\":\"unknown\"},{\"reply\":\"valid\",\"user\":\"alice\"},"
            + "{\"reply\":\"unknown\"}]}",
        answer.is(200).body());
    var many = "\"x\",".repeat(50) + "\"x\"";
    client.post("/v1/sessions/validate-all", "{\"tokens\":[" + many + "]}").is(400);
    client.post("/v1/sessions/validate-all", "{\"tokens\":[]}").is(400);
  }

  @Test
  void loggingOutEverywhereEndsThemAll() {
    var here = open();
    var there = open();

    close(here, "everywhere");

    assertEquals("{\"reply\":\"unknown\"}", validate(here));
    assertEquals("{\"reply\":\"unknown\"}", validate(there));
  }

  @Test
  void aTokenThatIsNotBelievedOpensNothing() {
    var forged = new Issuer("key-1").token(Instant.now());

    var answer = client.post("/v1/sessions/open", "{\"jwt\":\"" + forged + "\"}").is(200);

    assertEquals("{\"reply\":\"rejected\",\"reason\":\"signature\"}", answer.body());
  }

  @Test
  void whatIsNoTokenOfOursIsUnknownAndReachesNoStore() {
    for (String text : List.of("x", "zz" + "A".repeat(43), "0f" + "A".repeat(42), "' OR 1=1")) {
      assertEquals("{\"reply\":\"unknown\"}", validate(text));
    }
  }

  @Test
  void malformedBodiesAreTheSendersFault() {
    var token = open();
    var doors =
        Map.of(
            "/v1/sessions/open", MalformedJson.of("{\"jwt\":\"a\"}", List.of("jwt")),
            "/v1/sessions/validate", MalformedJson.of("{\"token\":\"a\"}", List.of("token")),
            "/v1/sessions/validate-all",
                MalformedJson.of("{\"tokens\":[\"a\"]}", List.of("tokens")),
            "/v1/sessions/close",
                MalformedJson.of(
                    "{\"token\":\"" + token + "\",\"scope\":\"everywhere\"}",
                    List.of("token", "scope")));

    doors.forEach(
        (path, bodies) -> {
          assertTrue(bodies.size() >= 30);
          for (byte[] body : bodies) {
            client.send("POST", path, Map.of(), body).isTheSendersFault();
          }
        });

    assertEquals("{\"reply\":\"valid\",\"user\":\"alice\"}", validate(token));
  }

  @Test
  void withoutItsRedisEveryDoorIsUnavailableAndOpensAgainByItself() {
    var token = open();
    redis.kill();

    var validate = "{\"token\":\"" + token + "\"}";
    client.post("/v1/sessions/validate", validate).isProblem(503, "unavailable");
    client
        .post("/v1/sessions/close", "{\"token\":\"" + token + "\",\"scope\":\"this\"}")
        .isProblem(503, "unavailable");
    client
        .post("/v1/sessions/open", "{\"jwt\":\"" + issuer.token(Instant.now()) + "\"}")
        .isProblem(503, "unavailable");
    redis.restart();

    Eventually.within(SOON, this::opens, "sessions can be opened again");
  }

  private boolean opens() {
    var jwt = issuer.token(Instant.now());
    return client.post("/v1/sessions/open", "{\"jwt\":\"" + jwt + "\"}").status() == 200;
  }

  private String open() {
    var jwt = issuer.token(Instant.now());
    var body = client.post("/v1/sessions/open", "{\"jwt\":\"" + jwt + "\"}").is(200).body();
    assertFalse(body.contains("rejected"), body);
    return body.replaceFirst(".*\"token\":\"([^\"]+)\".*", "$1");
  }

  private String validate(String token) {
    return client.post("/v1/sessions/validate", "{\"token\":\"" + token + "\"}").is(200).body();
  }

  private void close(String token, String scope) {
    client
        .post("/v1/sessions/close", "{\"token\":\"" + token + "\",\"scope\":\"" + scope + "\"}")
        .is(200);
  }
}
