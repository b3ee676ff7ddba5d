package bestow.delivery;

/// What came of looking at one order because it was due.
enum Swept {
  /// It was carried on: sent, asked about, or given its end.
  CARRIED("carried"),
  /// Nothing can be done for it now: it is due again later.
  PUT_OFF("put-off"),
  /// Somebody else was faster.
  TAKEN("taken"),
  /// Its provider has its share of the workers, is called as fast as it may be, or most calls come
  /// to nothing: it is due again later.
  PACED("paced"),
  /// The store gave no answer: it stays due.
  UNANSWERED("unanswered"),
  /// Its record is not what was written: a person has to look.
  DAMAGED("damaged");

  private final String word;

  Swept(String word) {
    this.word = word;
  }

  /// The word in metrics.
  String word() {
    return word;
  }
}
