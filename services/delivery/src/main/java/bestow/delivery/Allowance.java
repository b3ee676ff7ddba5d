package bestow.delivery;

import java.time.LocalDate;

/// How many orders each operator makes good a day. Each step happens as a whole or not at all, is
/// durable before anybody hears of it, and gives the same answer when it is done again. For any
/// number of threads.
interface Allowance {

  /// Takes one of that day's for an order, which it is taken for once.
  ///
  /// @param most how many the operator has that day
  Taken take(String operator, LocalDate day, OrderNumber order, int most);

  /// What came of it.
  sealed interface Taken {
    /// It is theirs.
    record Is() implements Taken {}

    /// They have had as many as they may.
    record Gone() implements Taken {}

    /// Nobody knows.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Taken {}
  }
}
