package bestow.mesh;

import java.time.Duration;

/// Refuses a setting that is out of its range, with a sentence.
final class Range {

  private Range() {}

  static void share(String key, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(key + " is " + min + " to " + max + ", was " + value);
    }
  }

  static void whole(String key, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(key + " is " + min + " to " + max + ", was " + value);
    }
  }

  static void time(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(key + " is " + min + " to " + max + ", was " + value);
    }
  }
}
