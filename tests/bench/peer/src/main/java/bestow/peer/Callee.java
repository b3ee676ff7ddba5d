package bestow.peer;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Another service of the chain, behind retry, circuit breaker and bulkhead. */
final class Callee {
  private final RestClient http;
  private final Retry retry;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;

  Callee(RestClient http, Retry retry, CircuitBreaker breaker, Bulkhead bulkhead) {
    this.http = http;
    this.retry = retry;
    this.breaker = breaker;
    this.bulkhead = bulkhead;
  }

  <T> T post(String path, Object body, Class<T> reply) {
    return guarded(
        () ->
            http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .body(reply));
  }

  <T> T get(String path, Class<T> reply) {
    return guarded(() -> http.get().uri(path).retrieve().body(reply));
  }

  private <T> T guarded(Supplier<T> call) {
    var limited = Bulkhead.decorateSupplier(bulkhead, call);
    var broken = CircuitBreaker.decorateSupplier(breaker, limited);
    return retry.executeSupplier(broken);
  }
}
