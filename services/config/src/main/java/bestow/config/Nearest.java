package bestow.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The word somebody most likely meant.
final class Nearest {
  /// Longer words are nobody's slip of the finger, and comparing them costs time.
  private static final int LENGTH_MAX = 40;

  private Nearest() {}

  /// The nearest of the allowed words, if one is near: the same but for case, `-` and `_`, or at
  /// most a third of its letters away.
  static Optional<String> of(String word, Collection<String> allowed) {
    if (word.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    var meant = bare(word);
    return allowed.stream()
        .filter(a -> distance(meant, bare(a)) <= Math.max(1, bare(a).length() / 3))
        .min(
            Comparator.<String>comparingInt(a -> distance(meant, bare(a)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /// Letters to put in, take out, change, or swap with their neighbour (optimal string alignment).
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
