package bestow.delivery;

import java.util.List;

/// Pools of coupon codes. Each step happens as a whole or not at all, is durable before anybody
/// hears of it, and gives the same answer when it is done again. For any number of threads.
interface CodeStore {

  /// Puts codes into a pool; one that was ever in it is left out.
  Told add(PoolName pool, List<String> codes);

  /// Hands a code out to an order: the same one each time.
  Told hand(PoolName pool, OrderNumber order);

  /// Tells which code the order has, if any.
  Told look(PoolName pool, OrderNumber order);

  /// What came of it.
  sealed interface Told {
    /// The codes are in the pool.
    ///
    /// @param duplicates the places, from 1, of those that were left out
    /// @param left how many are free
    record Added(List<Integer> duplicates, long left) implements Told {
      public Added {
        duplicates = List.copyOf(duplicates);
      }
    }

    /// The order has this code.
    ///
    /// @param left how many are free
    record Has(String code, long left) implements Told {}

    /// The order has none, or there is none for it.
    record None() implements Told {}

    /// Nothing was changed: the store was not reached.
    ///
    /// @param why a sentence
    record NotSent(String why) implements Told {}

    /// It may have happened or not.
    ///
    /// @param why a sentence
    record InDoubt(String why) implements Told {}

    /// The order's code is not what was once put in: nobody gets it.
    ///
    /// @param why a sentence
    record Damaged(String why) implements Told {}
  }
}
