package bestow.gateway;

import static bestow.gateway.GatewayFixture.SIGNED_IN;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.MalformedJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a claim must look like to be taken, and whose word on it counts.
final class ClaimFormTest {
  private static final String CLAIM = "{\"campaign\":\"spring\",\"gift\":\"vip-day\"}";

  private GatewayFixture gateway;

  @BeforeEach
  void start() throws StartException {
    gateway = GatewayFixture.start();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aClaimWithoutASessionTokenAsksNobody() {
    for (String header : List.of("", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b")) {
      var headers = header.isEmpty() ? Map.<String, String>of() : Map.of("Authorization", header);

      send(headers, CLAIM).isProblem(401, "session-invalid");
    }
    assertTrue(gateway.rooms().asked().isEmpty());
  }

  @Test
  void malformedBodiesAreTheSendersFaultAndAskNobody() {
    var bodies = MalformedJson.of(CLAIM, List.of("campaign", "gift"));
    assertTrue(bodies.size() >= 30);

    for (byte[] body : bodies) {
      gateway.client().send("POST", "/v1/claims", SIGNED_IN, body).isTheSendersFault();
    }
    assertTrue(gateway.rooms().asked().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SPRING", "spring!", "sp ring", "../etc", "sprïng", "spring\\n"})
  void anIdThatNoneCanHaveIsInvalid(String id) {
    send(SIGNED_IN, "{\"campaign\":\"" + id + "\",\"gift\":\"vip-day\"}").isProblem(422, "invalid");
    send(SIGNED_IN, "{\"campaign\":\"spring\",\"gift\":\"" + id + "\"}").isProblem(422, "invalid");
  }

  @Test
  void aBadHeaderIsInvalid() {
    for (var bad :
        Map.of("Idempotency-Key", "k".repeat(256), "Device-Id", "d".repeat(101)).entrySet()) {
      var headers = new HashMap<>(SIGNED_IN);
      headers.put(bad.getKey(), bad.getValue());

      send(headers, CLAIM).isProblem(422, "invalid");
    }
  }

  @Test
  void theIdempotencyKeyAndTheDeviceGoToWhomTheyConcern() {
    var headers = new HashMap<>(SIGNED_IN);
    headers.put("Idempotency-Key", "key-1");
    headers.put("Device-Id", "phone-1");

    send(headers, CLAIM).is(200);

    assertTrue(gateway.rooms().asked("/v1/hold").getFirst().contains("\"key\":\"key-1\""));
    assertTrue(gateway.rooms().asked("/v1/verdict").getFirst().contains("\"device\":\"phone-1\""));
  }

  @Test
  void aClaimHandsItsOwnTimeOnAndNotTheUsers() throws StartException {
    var headers = new HashMap<>(SIGNED_IN);
    headers.put("Bestow-Deadline-Ms", "1");
    try (var hasty = GatewayFixture.start(Map.of("claim.time", "3s"))) {
      hasty.client().send("POST", "/v1/claims", headers, CLAIM).is(200);

      assertTrue(hasty.rooms().leftAtMost(Duration.ofSeconds(3)));
      assertFalse(hasty.rooms().leftAtMost(Duration.ofSeconds(1)));
    }
  }

  @Test
  void membersThatAUserHasNoSayInAreIgnored() {
    send(
            SIGNED_IN,
            "{\"campaign\":\"spring\",\"gift\":\"vip-day\",\"user\":\"bob\",\"order\":\"x\","
                + "\"limit\":99,\"zone\":\"b\"}")
        .is(200);

    assertTrue(gateway.rooms().asked("/v1/hold").getFirst().contains("\"user\":\"alice\""));
    assertTrue(gateway.rooms().asked("/v1/hold").getFirst().contains("\"perUser\":3"));
  }

  @Test
  void anAddressIsForwardedOnlyByAnEdgeOfOurs() throws StartException {
    var headers = new HashMap<>(SIGNED_IN);
    headers.put("X-Forwarded-For", "198.51.100.1, 203.0.113.9");

    send(headers, CLAIM).is(200);
    assertTrue(gateway.rooms().asked("/v1/verdict").getFirst().contains("\"ip\":\"127.0.0.1\""));

    try (var behindEdge = GatewayFixture.start(Map.of("edge.addresses", "127.0.0.1"))) {
      behindEdge.client().send("POST", "/v1/claims", headers, CLAIM).is(200);
      // The last one: what stands before it the user may have written.
      assertTrue(
          behindEdge.rooms().asked("/v1/verdict").getFirst().contains("\"ip\":\"203.0.113.9\""));
    }
  }

  private Answer send(Map<String, String> headers, String body) {
    return gateway.client().send("POST", "/v1/claims", headers, body);
  }
}
