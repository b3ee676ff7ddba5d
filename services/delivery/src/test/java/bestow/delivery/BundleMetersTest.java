package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.wire.config.Idempotency;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is seen of bundles from outside.
final class BundleMetersTest {

  @TempDir private Path folder;

  @Test
  void howBundlesEndedIsSeen() throws Exception {
    int port = FreePort.next();
    var settings = Map.of("sweep.every", "50ms", "metrics.port", Integer.toString(port));
    try (var redis = RedisFixture.start();
        var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery =
            DeliveryFixture.start(
                redis,
                folder,
                DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER),
                settings)) {
      delivery.awaitPublished(1);
      end(delivery, Samples.number(), List.of(Samples.number(), Samples.number()), "delivered");
      // Quota has asked about one of its orders before: it is void.
      end(delivery, Samples.number(), Samples.number(), "refused");

      for (var state : List.of("delivered", "refused")) {
        Metrics.awaitSeen(port, " 1.0", "bestow_delivery_bundles_total{", state);
        Metrics.awaitSeen(port, " 1", "bestow_delivery_bundles_time_seconds_count{", state);
      }
    }
  }

  @Test
  void onlyWhatWasDeliveredCountsAsTakenBackAndOnce() throws Exception {
    int port = FreePort.next();
    var settings = Map.of("sweep.every", "50ms", "metrics.port", Integer.toString(port));
    try (var redis = RedisFixture.start();
        var peer = FakePeer.start(ProviderAnswers.DELIVERED)) {
      var provider = DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER);
      try (var delivery = DeliveryFixture.start(redis, folder, provider, settings)) {
        delivery.awaitPublished(1);
        var target = Providers.target(provider);

        // As where delivery died in the middle of them: of one nothing was sent yet.
        var refused = Samples.number();
        end(delivery, refused, write(redis, accepted(target, refused)), "refused");
        var undone = Samples.number();
        var first = write(redis, delivered(accepted(target, undone)));
        end(delivery, undone, first, "refused");

        assertEquals(1, peer.requests().size());
        assertTrue(peer.requests().getFirst().startsWith("DELETE /gifts/" + first));
        Metrics.awaitSeen(port, " 1.0", "bestow_delivery_bundles_undone_total");
      }
    }
  }

  private static Order accepted(String target, OrderNumber bundle) {
    var part = new PartOf(bundle.value(), PartOf.Role.REVOCABLE);
    var asked = Samples.asked(target).partOf(part);
    return OrderRules.advance(Optional.empty(), new Event.Accept(Samples.number(), asked), 100)
        .order();
  }

  private static Order delivered(Order accepted) {
    var begin =
        new Event.Begin(
            accepted.number(),
            accepted.asked(),
            "bestow-delivery-10.0.0.7-8105/lx2k9v3a/1",
            Event.Holder.UNKNOWN,
            ModelTerms.of(Terms.Kind.SAME_NUMBER));
    var let = OrderRules.advance(Optional.of(accepted), new Event.Go(), 200).order();
    var sent = OrderRules.advance(Optional.of(let), begin, 300).order();
    var end = new Event.Delivered(1, "r-1", new Attempt.End("read", 200));
    return OrderRules.advance(Optional.of(sent), end, 400).order();
  }

  private static OrderNumber write(RedisFixture redis, Order order) {
    assertEquals(new OrderStore.Written.Done(), redis.orders().write(Optional.empty(), order));
    return order.number();
  }

  /// A bundle whose second part is void comes to its end.
  private static void end(
      DeliveryFixture delivery, OrderNumber number, OrderNumber first, String state) {
    var gone = Samples.number();
    delivery.question(gone).is(200);
    end(delivery, number, List.of(first, gone), state);
  }

  private static void end(
      DeliveryFixture delivery, OrderNumber number, List<OrderNumber> parts, String state) {
    var body =
        """
        {"order":"%s","user":"alice","campaign":"spring","bundle":"welcome","version":1,"parts":[
         {"order":"%s","gift":"vip-day"},{"order":"%s","gift":"later"}]}"""
            .formatted(number, parts.getFirst(), parts.getLast());
    delivery.client().post("/v1/bundle", body).is(200);
    var look = DeliveryFixture.look(number, 0);
    var ended = "\"state\":\"" + state + "\"";
    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> delivery.client().post("/v1/bundle/look", look).body().contains(ended),
        "it is " + state);
  }
}
