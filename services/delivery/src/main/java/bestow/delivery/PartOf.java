package bestow.delivery;

/// Which part of a bundle an order is.
///
/// @param bundle the bundle's number; empty where the order is claimed by itself
/// @param role what hangs on it
record PartOf(String bundle, Role role) {

  /// Of an order that is claimed by itself.
  static final PartOf NONE = new PartOf("", Role.REVOCABLE);

  /// Whether it is part of a bundle at all.
  boolean isPart() {
    return !bundle.isEmpty();
  }

  /// What hangs on a part.
  enum Role {
    /// It can be taken back, and is delivered first.
    REVOCABLE("revocable"),
    /// It cannot be taken back: with its delivery the bundle is given.
    PIVOT("pivot"),
    /// It cannot be taken back either, but it can be tried for as long as it takes, after the
    /// pivot.
    FORWARD("forward");

    private final String word;

    Role(String word) {
      this.word = word;
    }

    /// The word in records.
    String word() {
      return word;
    }

    /// @throws IllegalArgumentException when there is no such role
    static Role of(String word) {
      for (var role : values()) {
        if (role.word.equals(word)) {
          return role;
        }
      }
      throw new IllegalArgumentException("no role is called '" + word + "'");
    }
  }
}
