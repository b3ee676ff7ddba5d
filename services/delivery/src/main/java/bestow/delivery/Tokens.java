package bestow.delivery;

import java.util.concurrent.atomic.AtomicLong;

/// Names for attempts that no other process, and no earlier life of this one, ever gives.
final class Tokens {

  private static final int RADIX = 36;

  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  /// @param instance this process's name among its like
  /// @param startedAt epoch milliseconds of this life's beginning
  Tokens(String instance, long startedAt) {
    this.prefix = instance.replace(' ', '_') + "/" + Long.toString(startedAt, RADIX) + "/";
  }

  /// One more.
  String next() {
    return prefix + Long.toString(count.incrementAndGet(), RADIX);
  }
}
