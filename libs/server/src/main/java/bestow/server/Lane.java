package bestow.server;

import java.util.Locale;

/// What a request shares its limit with, so that those who have to wait for something outside never
/// take the place of those who do not.
enum Lane {
  /// Answered by this service alone.
  FAST,
  /// Long polls, and whatever waits for others as long as they take.
  SLOW;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The word that stands for it in settings and metrics.
  String word() {
    return word;
  }
}
