package bestow.quota;

import java.util.Optional;

/// Something that does not add up, or did not: as it stands in the store, one line.
///
/// @param subject an order's number, or a pool's name
/// @param kind what is wrong
/// @param open whether a person has to look
/// @param ours what quota has
/// @param theirs what delivery has, or what it should be
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
  private static final int PARTS = 7;

  /// What may be wrong.
  enum Kind {
    /// Delivery never heard of the order.
    ONLY_OURS("only-ours"),
    /// Quota never made the order.
    ONLY_THEIRS("only-theirs"),
    /// Both have it, and not the same of it.
    DIFFERS("differs"),
    /// Its unit went back to the stock although it is delivered.
    OVERSOLD("oversold"),
    /// The sums of a pool are wrong (law L2).
    STOCK("stock"),
    /// A user's count is not what their orders say (law L6).
    LIMIT("limit");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// The word in reports and metrics.
    String word() {
      return word;
    }
  }

  /// What may be known of a subject, before it is known since when.
  record Claimed(Kind kind, String ours, String theirs, String deed) {

    /// For a person to look at.
    Finding open(String subject, Optional<Finding> before, long now) {
      return finding(subject, before, now, true);
    }

    /// Done with.
    Finding done(String subject, Optional<Finding> before, long now) {
      return finding(subject, before, now, false);
    }

    private Finding finding(String subject, Optional<Finding> before, long now, boolean open) {
      long since = before.filter(Finding::open).map(Finding::since).orElse(now);
      return new Finding(subject, kind, open, ours, theirs, since, now, deed);
    }
  }

  /// The same, done with for that reason.
  Finding closed(String why, long now) {
    return new Finding(subject, kind, false, ours, theirs, since, now, why);
  }

  /// Its line.
  String text() {
    return String.join(
        "\t",
        kind.word(),
        open ? "open" : "done",
        Long.toString(since),
        Long.toString(checkedAt),
        ours,
        theirs,
        deed.replaceAll("\\p{Cntrl}", " "));
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
