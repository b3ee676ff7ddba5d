package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Mesh;
import bestow.server.Platform;
import bestow.server.Running;
import bestow.server.Secret;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.store.Store;
import bestow.testing.Act;
import bestow.testing.ApiClient;
import bestow.testing.FakePeer;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.wire.Json;
import bestow.wire.Problem;
import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderExplained;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.SettleRequest.End;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Looking an order up, over a real Redis and real HTTP, with a delivery that answers as a test
/// wants: whatever was seen before, the store and delivery are asked again.
final class OrderDoorTest {
  private static final String TOKEN = "an-operators-token";
  private static final Map<String, String> OPERATOR = Map.of("Authorization", "Bearer " + TOKEN);
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private RedisProcess redis;
  private Stores stores;
  private OrderNumber order;
  private House house;

  @BeforeEach
  void start() {
    redis = RedisProcess.start(RedisOptions.DEFAULT);
    stores = Stores.on(redis);
    house = House.over(stores.quota(), stores.pools());
    order = house.order(Claims.fresh());
  }

  @AfterEach
  void stop() {
    stores.close();
    redis.close();
  }

  @Test
  void eachLookAsksTheStoreAndDelivery() throws StartException {
    try (var delivery = FakePeer.start(unknown(), explained("Nothing."), Act.answer(500, "{}"));
        var quota = quota(delivery);
        var client = ApiClient.of(quota.port())) {
      var held = look(client).is(200).body();
      house.settle(End.CONFIRM, order);
      var given = look(client).is(200).body();
      var silent = look(client).is(200).body();

      assertTrue(held.contains("\"state\":\"held\""), held);
      assertTrue(held.contains("Delivery never heard of it."), held);
      assertTrue(given.contains("\"state\":\"confirmed\""), given);
      assertTrue(given.contains("\"receipt\":\"r-1\""), given);
      // What it said before is not told as if it said so now.
      assertFalse(silent.contains("r-1"), silent);
      assertTrue(silent.contains("Delivery gives no answer now"), silent);
      assertEquals(3, delivery.requests().size());
      for (var request : delivery.requests()) {
        assertTrue(request.startsWith("GET /v1/orders/" + order.value()), request);
        assertTrue(request.contains("Bearer " + TOKEN), request);
      }
    }
  }

  @Test
  void noMoreOfDeliverysAnswerIsKeptThanThereIsRoomFor() throws StartException {
    try (var delivery = FakePeer.start(explained("x".repeat(1 << 20)));
        var quota = quota(delivery);
        var client = ApiClient.of(quota.port())) {
      var body = look(client).is(200).body();

      assertTrue(body.contains("with more than 1048576 bytes"), "it has " + body.length());
    }
  }

  @Test
  void whileTheStoreIsAwayNothingIsTold() throws StartException {
    try (var delivery = FakePeer.start(unknown());
        var quota = quota(delivery);
        var client = ApiClient.of(quota.port())) {
      look(client).is(200);

      redis.kill();

      look(client).isProblem(503, "unavailable");
    }
  }

  private ApiClient.Answer look(ApiClient client) {
    return client.send("GET", "/v1/orders/" + order.value(), OPERATOR);
  }

  private Running quota(FakePeer delivery) throws StartException {
    var settings =
        Map.of(
            "server.port", "0",
            "consul.registers", "false",
            "discovery.snapshots", "target/discovery",
            "drain.wait", "0ms",
            "operator.token", TOKEN,
            "quota.order-secret", House.SECRET);
    return Main.SERVICE.start(
        Settings.of(settings),
        QuotaSettings::from,
        (own, platform) -> door(own, platform, delivery));
  }

  /// The door as it is wired, but that delivery has a fixed address.
  private OrderApi door(QuotaSettings own, Platform platform, FakePeer delivery) {
    var telemetry = platform.telemetry().api();
    var mesh = Mesh.open(own.mesh(), telemetry, platform.ticker(), platform.random());
    platform.closing("mesh", mesh);
    var settings = own.delivery().read(PATIENT).total(PATIENT);
    var address = URI.create("http://127.0.0.1:" + delivery.port());
    var token = new Secret(TOKEN);
    var desk = new MeshDeliveryDesk(mesh.outside(address, settings), token);
    return new OrderApi(new RedisLedger(new Scripts((Store) stores.end())), desk, token);
  }

  private static Act unknown() {
    var problem = Problem.of(404, "unknown-order", "Unknown order", "Nobody knows it.");
    return Act.answer(404, text(Json.codec(Problem.class).write(problem)));
  }

  private Act explained(String next) {
    var told =
        new OrderExplained(
            order.value(),
            "alice",
            "spring",
            "vip-day",
            1,
            "sandbox@1",
            Lane.FAST,
            OrderState.DELIVERED,
            "r-1",
            "",
            "",
            1,
            1,
            List.of(),
            null,
            next);
    return Act.answer(200, text(Json.codec(OrderExplained.class).write(told)));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
