package bestow.mesh;

import java.util.Locale;
import java.util.Optional;

/// How much it matters that a call succeeds, the most important first. It travels with the call
/// from service to service, and whoever has too much to do refuses the last ones first.
public enum Criticality {
  /// Changes what a user owns: a claim being made, an order being delivered.
  COMMIT,
  /// One user waits to read one thing.
  QUERY,
  /// Lists and overviews.
  LIST,
  /// May be left out without anyone noticing: counting, reporting.
  OPTIONAL;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The word that stands for it in a header.
  public String word() {
    return word;
  }

  /// The criticality that a word stands for; none for a word nobody knows.
  public static Optional<Criticality> of(String word) {
    for (var criticality : values()) {
      if (criticality.word.equals(word)) {
        return Optional.of(criticality);
      }
    }
    return Optional.empty();
  }
}
