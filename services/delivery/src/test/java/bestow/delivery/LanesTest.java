package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Call;
import bestow.mesh.CallContext;
import bestow.mesh.Callee;
import bestow.mesh.CalleeSettings;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Mesh;
import bestow.mesh.Outcome;
import bestow.mesh.Ticker;
import bestow.server.MeshKeys;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.ConsulProcess;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.config.Provider;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lanes that are deployments of their own, over a real Redis, a real Consul and the mesh.
final class LanesTest {

  private static final Provider.Timeouts TIMEOUTS = new Provider.Timeouts(500, 500, 1000);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private RedisFixture redis;
  @TempDir private Path folder;

  @BeforeEach
  void start() {
    redis = RedisFixture.start();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void aWorkerOfTheSlowLaneIsGivenNoClaimAndWorksWhatOthersAccepted() throws Exception {
    try (var consul = ConsulProcess.start();
        var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var fast = start(Lane.FAST, peer, of(consul, "fast"));
        var slow = start(Lane.FAST, peer, of(consul, "slow"));
        var mesh = mesh(consul)) {
      fast.awaitPublished(1);
      slow.awaitPublished(1);
      awaitFound(consul, "lane=fast");
      awaitFound(consul, "lane=slow");
      var delivery =
          mesh.callee(CalleeSettings.of("bestow-delivery").read(PATIENCE).total(PATIENCE));

      for (int i = 0; i < 40; i++) {
        // Who does not work the fast lane would only promise it.
        var said = deliver(delivery, Samples.number());
        assertTrue(said.startsWith("{\"reply\":\"delivered\""), said);
      }

      var slowly = Samples.published(2, provider(Lane.SLOW, peer));
      fast.config().publish(slowly);
      slow.config().publish(slowly);
      fast.awaitPublished(2);
      slow.awaitPublished(2);
      var number = Samples.number();
      assertTrue(deliver(delivery, number).startsWith("{\"reply\":\"processing\""));
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> fast.order(number, 0).body().contains("\"state\":\"delivered\""),
          "a worker of the slow lane delivers it");
      assertEquals(41, peer.requests().size());
    }
  }

  @Test
  void aQueueIsFullForThemToo() throws StartException {
    var settings = Map.of("place.lane", "fast", "queue.max", "3", "sweep.every", "20ms");
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(Lane.SLOW, peer, settings)) {
      var numbers = new ArrayList<OrderNumber>();
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> {
            numbers.add(Samples.number());
            return delivery.deliver(numbers.getLast()).body().contains("too many orders wait");
          },
          "the queue is full");

      assertTrue(numbers.size() > 3);
      assertEquals("{\"reply\":\"unknown\"}", delivery.order(numbers.getLast(), 0).body());
    }
  }

  private static Map<String, String> of(ConsulProcess consul, String lane) {
    return Map.of(
        "place.lane",
        lane,
        "sweep.every",
        "20ms",
        "consul.registers",
        "true",
        "consul.port",
        Integer.toString(consul.port()));
  }

  private Mesh mesh(ConsulProcess consul) throws StartException {
    var settings =
        Settings.of(
            Map.of(
                "consul.port", Integer.toString(consul.port()),
                "discovery.snapshots", folder.resolve("caller").toString()));
    return Mesh.open(
        settings.read(all -> MeshKeys.mesh("gateway", all)),
        OpenTelemetry.noop(),
        Ticker.system(),
        new SplittableRandom(1));
  }

  private static String deliver(Callee delivery, OrderNumber number) {
    var body = DeliveryFixture.request(number).getBytes(StandardCharsets.UTF_8);
    var outcome =
        CallContext.root(Deadline.in(PATIENCE, Ticker.system()), Criticality.COMMIT)
            .call(() -> delivery.call(Call.post("/v1/deliver", body)));
    return outcome instanceof Outcome.Answered answered
        ? new String(answered.body(), StandardCharsets.UTF_8)
        : outcome.toString();
  }

  private static void awaitFound(ConsulProcess consul, String tag) {
    var uri = URI.create("http://127.0.0.1:%d/v1/agent/services".formatted(consul.port()));
    try (var client = HttpClient.newHttpClient()) {
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> {
            try {
              var request = HttpRequest.newBuilder(uri).build();
              return client
                  .send(request, HttpResponse.BodyHandlers.ofString())
                  .body()
                  .contains(tag);
            } catch (IOException _) {
              return false;
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new AssertionError(e);
            }
          },
          tag + " is registered");
    }
  }

  private static Provider provider(Lane lane, FakePeer peer) {
    var endpoint = "http://127.0.0.1:" + peer.port() + "/gifts";
    return Samples.provider(endpoint, Idempotency.ORDER_NUMBER, TIMEOUTS, lane);
  }

  private DeliveryFixture start(Lane lane, FakePeer peer, Map<String, String> settings)
      throws StartException {
    var own = folder.resolve("instance-" + FreePort.next());
    return DeliveryFixture.start(redis, own, provider(lane, peer), new HashMap<>(settings));
  }
}
