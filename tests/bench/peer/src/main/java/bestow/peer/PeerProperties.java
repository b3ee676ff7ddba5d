package bestow.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The settings of every role; {@code urls} names the services that this one calls. */
@ConfigurationProperties("peer")
record PeerProperties(
    Map<String, String> urls,
    Redis redis,
    Session session,
    Security security,
    Quota quota,
    Delivery delivery,
    Provider provider,
    Batch batch) {

  PeerProperties {
    urls = urls == null ? Map.of() : Map.copyOf(urls);
  }

  record Redis(String host, int port, String user, String password, int connections, Duration timeout) {}

  record Session(Duration lifetime) {}

  record Security(Duration window, long perUser, long perIp) {}

  record Quota(String secret) {}

  record Delivery(Duration lease) {}

  record Provider(Path ledger) {}

  record Batch(Duration every, int items, int capacity) {}
}
