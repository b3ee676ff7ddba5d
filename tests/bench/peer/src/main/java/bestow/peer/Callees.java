package bestow.peer;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.net.http.HttpClient;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Makes the callees of a role, by the name they have in {@code peer.urls}. */
@Component
class Callees {
  private final RestClient.Builder http;
  private final PeerProperties properties;
  private final RetryRegistry retries;
  private final CircuitBreakerRegistry breakers;
  private final BulkheadRegistry bulkheads;

  Callees(
      RestClient.Builder http,
      PeerProperties properties,
      RetryRegistry retries,
      CircuitBreakerRegistry breakers,
      BulkheadRegistry bulkheads) {
    this.http = http;
    this.properties = properties;
    this.retries = retries;
    this.breakers = breakers;
    this.bulkheads = bulkheads;
  }

  Callee callee(String name) {
    var url = properties.urls().get(name);
    if (url == null) {
      throw new IllegalStateException("peer.urls." + name + " is not set");
    }
    return new Callee(
        http.clone().baseUrl(url).build(),
        retries.retry(name),
        breakers.circuitBreaker(name),
        bulkheads.bulkhead(name));
  }

  @Configuration(proxyBeanMethods = false)
  static class Transport {
    /** Without this, each new connection offers an upgrade to HTTP/2 that nobody here takes. */
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> http11() {
      return builder ->
          builder.withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1));
    }
  }
}
