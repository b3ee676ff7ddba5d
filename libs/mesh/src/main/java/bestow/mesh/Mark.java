package bestow.mesh;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What has been done for a call on its way so far and must not be done again further down. It
/// travels with the call from service to service.
public enum Mark {
  /// Whoever is above makes the call again if it fails. Were each hop to do so as well, three hops
  /// of three attempts would make twenty-seven.
  REPEATED_ABOVE,
  /// A plane has handed it to another one that has work of its own, for want of room. It is not
  /// handed back, and there it is refused before anything of that plane's own.
  SPILLED,
  /// A plane has handed it to the one that stands idle for it. It is not handed back.
  BACKED_UP;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The words that stand for marks in a header.
  static String words(Set<Mark> marks) {
    var words = "";
    for (var mark : values()) {
      if (marks.contains(mark)) {
        words = words.isEmpty() ? mark.word : words + "," + mark.word;
      }
    }
    return words;
  }

  /// The marks that the words of a header stand for; words that nobody knows are left out.
  public static Set<Mark> of(String words) {
    var marks = EnumSet.noneOf(Mark.class);
    for (var word : words.split(",", -1)) {
      known(word.strip()).ifPresent(marks::add);
    }
    return Set.copyOf(marks);
  }

  /// Whether one plane has handed it to another.
  static boolean isHandedOn(Set<Mark> marks) {
    return marks.contains(SPILLED) || marks.contains(BACKED_UP);
  }

  private static Optional<Mark> known(String word) {
    return Arrays.stream(values()).filter(mark -> mark.word.equals(word)).findFirst();
  }
}
