package bestow.testing;

import java.util.ArrayList;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Checks a law under many random inputs, each from a seed of its own; a failure names its seed and
/// `-Dseed=` replays it alone.
///
/// The seeds are 1, 2, … n in every run, so that a test that was green stays green until code
/// changes.
public final class Seeded {
  /// What must hold whatever the random numbers are.
  @FunctionalInterface
  public interface Law {
    void holds(RandomGenerator random) throws Exception;
  }

  private Seeded() {}

  /// Runs the law with `runs` seeds.
  ///
  /// @throws AssertionError for the first seed under which the law throws
  public static void check(int runs, Law law) {
    check(1, runs, law);
  }

  /// Runs the law with `runs` seeds, the first of which is `from`.
  ///
  /// @throws AssertionError for the first seed under which the law throws
  public static void check(long from, int runs, Law law) {
    if (runs < 1) {
      throw new IllegalArgumentException("a law is checked at least once, runs was " + runs);
    }
    var replay = Long.getLong("seed");
    if (replay != null) {
      checkOne(replay, law);
      return;
    }
    for (var seed = from; seed < from + runs; seed++) {
      checkOne(seed, law);
    }
  }

  /// Runs the law with `runs` seeds that so many threads share.
  ///
  /// @throws AssertionError for one of the seeds under which the law throws
  public static void share(int runs, int threads, Law law) {
    if (runs < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "a law is checked at least once by a thread, runs was " + runs + " by " + threads);
    }
    var replay = Long.getLong("seed");
    var next = new AtomicLong(replay == null ? 1 : replay);
    long last = replay == null ? runs : replay;
    Callable<Long> some =
        () -> {
          long done = 0;
          try {
            for (var seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
              checkOne(seed, law);
              done++;
            }
            return done;
          } finally {
            // The others need not go on where one has failed.
            next.set(last + 1);
          }
        };
    var all = new ArrayList<Callable<Long>>();
    for (var thread = 0; thread < threads; thread++) {
      all.add(some);
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : executor.invokeAll(all)) {
        one.get();
      }
    } catch (ExecutionException thrown) {
      throw new AssertionError(thrown.getMessage(), thrown.getCause());
    } catch (InterruptedException thrown) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", thrown);
    }
  }

  /// Checks that a law is broken where it should be: under some of `runs` seeds what the world
  /// throws begins with the law's name, as in `L1: delivered twice`. Other laws may be broken under
  /// other seeds.
  ///
  /// @throws AssertionError where that law never is, or where a world ends by anything else than a
  ///     broken law
  public static void breaks(String name, int runs, Law world) {
    var others = new TreeSet<String>();
    for (var seed = 1L; seed <= runs; seed++) {
      try {
        checkOne(seed, world);
      } catch (AssertionError thrown) {
        var said = String.valueOf(root(thrown).getMessage());
        if (!(root(thrown) instanceof AssertionError)) {
          throw thrown;
        }
        if (said.startsWith(name + ":")) {
          return;
        }
        others.add(said.substring(0, Math.max(0, said.indexOf(':'))));
      }
    }
    throw new AssertionError(name + " was never broken in " + runs + " worlds, but " + others);
  }

  private static Throwable root(Throwable thrown) {
    var root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  // A law may throw anything; whatever it is, the seed has to be told with it.
  private static void checkOne(long seed, Law law) {
    try {
      law.holds(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    } catch (Exception | AssertionError thrown) {
      throw new AssertionError(
          "seed " + seed + " (replay with -Dseed=" + seed + "): " + thrown.getMessage(), thrown);
    }
  }
}
