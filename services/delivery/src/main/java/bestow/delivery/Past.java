package bestow.delivery;

/// What is known of an order's steps beside its attempts and notes, for whoever looks into it
/// later. Nothing is decided by it.
///
/// @param accepted who wrote it down first
/// @param changed who brought it where it stands
/// @param notesLeftOut how many of its notes are not remembered any more
record Past(Hand accepted, Hand changed, int notesLeftOut) {

  /// Of an order that was written down before any of it was.
  static final Past UNKNOWN = new Past(Hand.UNKNOWN, Hand.UNKNOWN, 0);

  Past {
    if (notesLeftOut < 0) {
      throw new IllegalArgumentException("notes left out >= 0, was " + notesLeftOut);
    }
  }

  /// The same, brought where it stands by somebody else.
  Past changedBy(Hand hand) {
    return new Past(accepted, hand, notesLeftOut);
  }

  /// The same, with so many more notes that are not remembered.
  Past without(int notes) {
    return new Past(accepted, changed, notesLeftOut + notes);
  }
}
