package bestow.delivery;

import bestow.server.ServerSettings;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Names for attempts that no other process, and no earlier life of this one, ever gives.
final class Tokens {

  private static final int RADIX = 36;

  private final String instance;
  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  /// @param instance this process's name among its like
  /// @param startedAt epoch milliseconds of this life's beginning
  Tokens(String instance, long startedAt) {
    this.instance = instance.replace(' ', '_');
    this.prefix = this.instance + "/" + Long.toString(startedAt, RADIX) + "/";
  }

  /// Those of this process.
  static Tokens of(ServerSettings server, InstantSource clock) {
    return new Tokens(server.instanceId(server.listen().port()), clock.millis());
  }

  /// This process's name among its like, as its attempts have it.
  String instance() {
    return instance;
  }

  /// One more.
  String next() {
    return prefix + Long.toString(count.incrementAndGet(), RADIX);
  }
}
