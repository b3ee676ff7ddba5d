package bestow.drills;

import bestow.drills.History.Look;
import java.util.List;
import java.util.regex.Pattern;

/// What a user sees who looks at orders of theirs.
public final class Looks {
  private static final Pattern ORDER =
      Pattern.compile("\"order\":\"([^\"]+)\"[^{}]*?\"status\":\"([^\"]+)\"");

  private Looks() {}

  /// The orders in a gateway's answer: one, or a list of them.
  ///
  /// @param from when it was asked
  /// @param to when it answered
  public static List<Look> of(String answer, double from, double to) {
    return ORDER
        .matcher(answer)
        .results()
        .map(order -> new Look(order.group(1), from, to, order.group(2)))
        .toList();
  }
}
