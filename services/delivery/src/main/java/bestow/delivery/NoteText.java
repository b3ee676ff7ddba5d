package bestow.delivery;

/// One note as a field of its order's record: its parts with a line feed between them.
final class NoteText {

  private static final int PARTS = 5;
  private static final int PARTS_LINKED = 6;
  private static final int PARTS_SIGNED = 9;
  private static final String MARK = "note";

  private NoteText() {}

  /// Whether that field holds a note.
  static boolean isOne(String field) {
    return field.startsWith(MARK);
  }

  static String write(Note note) {
    var text =
        String.join(
            "\n", MARK, Long.toString(note.at()), note.what(), line(note.by()), line(note.why()));
    var hand = note.hand();
    if (hand.isKnown()) {
      return String.join("\n", text, note.order(), hand.instance(), hand.trace(), hand.span());
    }
    return note.isLink() ? text + '\n' + note.order() : text;
  }

  /// @throws IllegalArgumentException when it was not written by [#write]
  static Note read(String text) {
    var parts = text.split("\n", -1);
    boolean signed = parts.length == PARTS_SIGNED;
    if (parts.length != PARTS && parts.length != PARTS_LINKED && !signed) {
      throw new IllegalArgumentException("a note has " + PARTS + " parts: '" + text + "'");
    }
    var order = parts.length == PARTS ? "" : parts[PARTS];
    var hand = signed ? new Hand(parts[6], parts[7], parts[8]) : Hand.UNKNOWN;
    return new Note(Long.parseLong(parts[1]), parts[2], parts[3], parts[4], order, hand);
  }

  private static String line(String text) {
    return text.replace('\n', ' ');
  }
}
