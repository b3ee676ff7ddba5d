package bestow.testing;

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
