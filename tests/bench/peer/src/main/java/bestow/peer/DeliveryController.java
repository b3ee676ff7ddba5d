package bestow.peer;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import redis.clients.jedis.RedisClient;

/** Delivers the order: a durable attempt first, then the provider, then the outcome. */
@RestController
@Profile("delivery")
class DeliveryController {
  private final Script attempt;
  private final Script outcome;
  private final Callee provider;
  private final Clock clock;
  private final Duration lease;

  DeliveryController(RedisClient redis, Callees callees, Clock clock, PeerProperties properties) {
    this.attempt = new Script(redis, "attempt.lua");
    this.outcome = new Script(redis, "outcome.lua");
    this.provider = callees.callee("provider");
    this.clock = clock;
    this.lease = properties.delivery().lease();
  }

  @PostMapping("/deliver")
  Wire.Delivered deliver(@RequestBody Wire.Deliver order) {
    var key = List.of("order:" + order.order());
    var leaseEnd = Long.toString(clock.instant().plus(lease).toEpochMilli());
    var begun = (List<?>) attempt.run(key, List.of(order.user(), order.gift(), leaseEnd));
    if (!"ATTEMPTING".equals(begun.get(0))) {
      return new Wire.Delivered(
          Wire.DeliveryState.valueOf((String) begun.get(0)), (String) begun.get(1));
    }
    var result = ask(order);
    var number = Long.toString((Long) begun.get(2));
    outcome.run(key, List.of(number, result.state().name(), result.receipt()));
    return result;
  }

  private Wire.Delivered ask(Wire.Deliver order) {
    try {
      var receipt =
          provider.post(
              "/gifts",
              new Wire.GiftOrder(order.order(), order.user(), order.gift(), 1),
              Wire.Receipt.class);
      return new Wire.Delivered(Wire.DeliveryState.DELIVERED, receipt.receipt());
    } catch (HttpClientErrorException e) {
      return new Wire.Delivered(Wire.DeliveryState.REFUSED, "");
    } catch (RestClientException | CallNotPermittedException | BulkheadFullException e) {
      return new Wire.Delivered(Wire.DeliveryState.UNCERTAIN, "");
    }
  }
}
