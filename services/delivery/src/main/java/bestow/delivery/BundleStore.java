package bestow.delivery;

import java.util.Optional;

/// Where bundles are written down: one record a bundle, replaced only over the version that is
/// expected, durable before anybody hears of it. For any number of threads.
interface BundleStore {

  /// What is written of the bundle.
  Read read(OrderNumber number);

  /// Puts `next` in the place of `expected` (nothing, for a bundle never written before) and notes
  /// when it is due, among the orders of its lane. The same write again changes nothing and is done
  /// again.
  Written write(Optional<Bundle> expected, Bundle next);

  /// What came of reading.
  sealed interface Read {
    /// As it stands now; nothing where it was never written.
    record Is(Optional<Bundle> bundle) implements Read {}

    /// No answer.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Read {}

    /// A record is there, but it is not what was written.
    ///
    /// @param why a sentence
    record Damaged(String why) implements Read {}
  }

  /// What came of writing.
  sealed interface Written {
    /// It is durable.
    record Done() implements Written {}

    /// Something else stands there, and nothing was changed.
    ///
    /// @param bundle what stands there; nothing where it was never written
    record Other(Optional<Bundle> bundle) implements Written {}

    /// Nothing was changed: the store was not reached.
    ///
    /// @param why a sentence
    record NotSent(String why) implements Written {}

    /// It may be durable or not.
    ///
    /// @param why a sentence
    record InDoubt(String why) implements Written {}

    /// A record is there, but it is not what was written; nothing was changed.
    ///
    /// @param why a sentence
    record Damaged(String why) implements Written {}
  }
}
