package bestow.mesh;

import java.util.Locale;
import java.util.Optional;

/// A part of a call that has a time of its own.
public enum Step {
  /// Opening a connection.
  CONNECT,
  /// Writing the request.
  WRITE,
  /// The callee's silence while its answer is awaited or read.
  READ,
  /// All of it, waiting for a connection included.
  TOTAL;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The word that stands for it in settings and metrics.
  public String word() {
    return word;
  }

  static Optional<Step> of(String word) {
    for (var step : values()) {
      if (step.word.equals(word)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }
}
