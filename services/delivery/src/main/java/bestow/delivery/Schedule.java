package bestow.delivery;

/// When an order is tried again of whose attempt nothing came, and for how long.
///
/// @param firstMillis the pause after the first attempt; each further one is twice as long
/// @param mostMillis the longest pause
/// @param deadMillis how long after its promise an order is tried before a person has to look
record Schedule(long firstMillis, long mostMillis, long deadMillis) {

  /// A second, up to half a minute, for a day.
  static final Schedule USUAL = new Schedule(1_000, 30_000, 86_400_000);

  /// The pause after that attempt.
  long pauseMillis(int attempt) {
    return Math.min(mostMillis, firstMillis << Math.clamp(attempt - 1, 0, 30));
  }
}
