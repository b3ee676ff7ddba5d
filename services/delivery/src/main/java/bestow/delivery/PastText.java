package bestow.delivery;

/// An order's past as a field of its record: its parts with a blank between them, after a mark. A
/// record without it was written before there was one.
final class PastText {

  private static final int PARTS = 5;
  private static final int PARTS_MOVED = 8;
  private static final String MARK = "by";

  private PastText() {}

  /// Whether that field holds a past.
  static boolean isOne(String field) {
    return field.startsWith(MARK + " ");
  }

  /// Most orders come to their end in the hand that accepted them: it stands there once.
  static String write(Past past) {
    var text = MARK + ' ' + past.notesLeftOut() + ' ' + write(past.accepted());
    return past.changed().equals(past.accepted()) ? text : text + ' ' + write(past.changed());
  }

  private static String write(Hand hand) {
    return hand.instance() + ' ' + hand.trace() + ' ' + hand.span();
  }

  /// @throws IllegalArgumentException when it was not written by [#write]
  static Past read(String text) {
    var parts = text.split(" ", -1);
    if (parts.length != PARTS && parts.length != PARTS_MOVED) {
      throw new IllegalArgumentException("a past has " + PARTS + " parts: '" + text + "'");
    }
    var accepted = hand(parts, 2);
    var changed = parts.length == PARTS ? accepted : hand(parts, PARTS);
    return new Past(accepted, changed, Integer.parseInt(parts[1]));
  }

  private static Hand hand(String[] parts, int from) {
    return new Hand(parts[from], parts[from + 1], parts[from + 2]);
  }
}
