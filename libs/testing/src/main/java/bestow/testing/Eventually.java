package bestow.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A bounded wait for something that happens soon: the only way in which our tests let real time
/// pass.
///
/// The bound is for a broken run, so give it generously (a slow machine must not fail a test); a
/// run in order goes on as soon as the condition holds.
public final class Eventually {
  // Short enough not to slow a test down, long enough not to take a core from what is waited for.
  private static final long POLL_MILLIS = 5;

  /// What is waited for. What it throws counts as "not yet", and is told when the time is over.
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// A value that is waited for.
  @FunctionalInterface
  public interface Source<T> {
    Optional<T> poll() throws Exception;
  }

  private Eventually() {}

  /// Returns as soon as the condition holds.
  ///
  /// @param what what holds then, for the error: "the instance is ready"
  /// @throws AssertionError when it does not hold within `limit`
  public static void within(Duration limit, Condition condition, String what) {
    var _ =
        valueWithin(limit, () -> condition.holds() ? Optional.of(what) : Optional.empty(), what);
  }

  /// Returns the value as soon as there is one.
  ///
  /// @throws AssertionError when there is none within `limit`
  public static <T> T valueWithin(Duration limit, Source<T> source, String what) {
    var start = System.nanoTime();
    var last = Optional.<Throwable>empty();
    while (true) {
      try {
        var value = source.poll();
        if (value.isPresent()) {
          return value.get();
        }
        last = Optional.empty();
      } catch (InterruptedException interrupted) {
        throw stopped(what, interrupted);
      } catch (Exception | AssertionError thrown) {
        // Anything may go wrong before the condition holds; the last of it is told below.
        last = Optional.of(thrown);
      }
      if (System.nanoTime() - start >= limit.toNanos()) {
        throw new AssertionError(
            "not within "
                + limit.toMillis()
                + " ms: "
                + what
                + last.map(thrown -> "; last: " + thrown).orElse(""),
            last.orElse(null));
      }
      pause(what);
    }
  }

  private static void pause(String what) {
    try {
      var _ = new CountDownLatch(1).await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw stopped(what, interrupted);
    }
  }

  private static AssertionError stopped(String what, InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted while waiting for: " + what, interrupted);
  }
}
