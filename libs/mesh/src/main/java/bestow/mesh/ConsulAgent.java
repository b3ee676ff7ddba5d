package bestow.mesh;

import com.google.common.net.HostAndPort;
import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.option.ConsistencyMode;
import org.kiwiproject.consul.option.ImmutableQueryOptions;
import org.kiwiproject.consul.option.QueryOptions;

/// How the machine's own Consul agent is spoken to: by blocking queries, which any server may
/// answer, even one that has lost its leader: an old answer is better than none.
final class ConsulAgent {

  // 10 s: whoever asks a Consul that has begun anew for what comes after an index of before sleeps
  // for so long, whatever changes.
  private static final String WAIT = "10s";
  private static final Duration CONNECT = Duration.ofSeconds(1);
  // Consul adds up to a sixteenth to the 10 s; the rest is for a slow network.
  private static final Duration READ = Duration.ofSeconds(16);

  private ConsulAgent() {}

  /// A client of the agent; nothing is asked yet.
  static Consul client(DiscoverySettings settings) {
    var builder =
        Consul.builder()
            .withHostAndPort(HostAndPort.fromParts(settings.host(), settings.port()))
            .withPing(false)
            .withConnectionPool(notKept())
            .withConnectTimeoutMillis(CONNECT.toMillis())
            .withReadTimeoutMillis(READ.toMillis())
            .withWriteTimeoutMillis(CONNECT.toMillis());
    return settings.token().isEmpty()
        ? builder.build()
        : builder.withTokenAuth(settings.token()).build();
  }

  /// A query over a connection that was used before is asked again, unseen, when that connection
  /// breaks; of a Consul that has begun anew it would then ask for what comes after the old index,
  /// and sleep while everything changes. Over a fresh one it is not. It is one connection in 10 s.
  private static ConnectionPool notKept() {
    return new ConnectionPool(0, 1, TimeUnit.SECONDS);
  }

  /// A query that waits until the state is another one than that at `index`.
  static QueryOptions since(long index) {
    return ImmutableQueryOptions.builder()
        .index(BigInteger.valueOf(index))
        .wait(WAIT)
        .consistencyMode(ConsistencyMode.STALE)
        .build();
  }

  /// Why a query failed, in a sentence. An interrupt stays set.
  static String reason(Exception silent) {
    if (silent instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    var cause = silent.getCause();
    return cause == null ? silent.toString() : silent.getMessage() + ": " + cause.getMessage();
  }
}
