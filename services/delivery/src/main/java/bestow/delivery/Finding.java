package bestow.delivery;

import java.util.Optional;

/// Something of which a provider has it otherwise than delivery, or had: as it stands in the store,
/// one line.
///
/// @param subject an order's number, or what a provider states as one
/// @param kind what is wrong
/// @param open whether a person has to look
/// @param ours what delivery has
/// @param theirs what the provider has
/// @param since epoch milliseconds when it was found
/// @param checkedAt epoch milliseconds when it was last looked at
/// @param deed what was done, or what a person should do
record Finding(
    String subject,
    Kind kind,
    boolean open,
    String ours,
    String theirs,
    long since,
    long checkedAt,
    String deed) {

  private static final String SEEN_TO = "Closed by ";
  private static final int PARTS = 7;

  /// What may be wrong.
  enum Kind {
    /// The provider does not know what delivery has as delivered.
    ONLY_OURS("only-ours"),
    /// The provider delivered what delivery never sent there.
    ONLY_THEIRS("only-theirs"),
    /// Both have it, and not the same of it.
    DIFFERS("differs"),
    /// The provider delivered what was in doubt here.
    LATE("late");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// The word in reports and metrics.
    String word() {
      return word;
    }
  }

  /// The same, done with for that reason.
  Finding closed(String why, long now) {
    return new Finding(subject, kind, false, ours, theirs, since, now, why);
  }

  /// The same, seen to by a person.
  Finding seenTo(String by, String why, long now) {
    return closed(SEEN_TO + by + ": " + why, now);
  }

  /// Whether a person has seen to it.
  boolean isSeenTo() {
    return !open && deed.startsWith(SEEN_TO);
  }

  /// Whether the other says the same of the same.
  boolean sameAs(Finding other) {
    return kind == other.kind && ours.equals(other.ours) && theirs.equals(other.theirs);
  }

  /// Its line.
  String text() {
    return String.join(
        "\t",
        kind.word(),
        open ? "open" : "done",
        Long.toString(since),
        Long.toString(checkedAt),
        plain(ours),
        plain(theirs),
        plain(deed));
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /// The finding of a line; nothing where it is none.
  static Optional<Finding> read(String subject, String text) {
    var parts = text.split("\t", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    for (var kind : Kind.values()) {
      if (kind.word().equals(parts[0])) {
        return Optional.of(
            new Finding(
                subject,
                kind,
                parts[1].equals("open"),
                parts[4],
                parts[5],
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                parts[6]));
      }
    }
    return Optional.empty();
  }
}
