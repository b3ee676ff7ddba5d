package bestow.security;

import bestow.wire.security.Block;
import bestow.wire.security.Dimension;
import java.util.List;

/// Where claims are counted and the block list is kept. For any number of threads.
interface SecurityStore {

  /// Looks one claim up in the block list and counts it in every window, all or none.
  ///
  /// @param windows one for each dimension that the claim has, at least one
  Judged judge(String campaign, List<Window> windows, long nowMillis);

  /// Puts an entry on the block list, in the place of one for the same value.
  Written block(Block block);

  /// Takes an entry off the block list.
  Written unblock(Dimension dimension, String value);

  /// The whole block list.
  Listed blocks();

  /// What the counters and the block list say of one claim.
  sealed interface Judged {
    record Counted() implements Judged {}

    record Blocked(Window by) implements Judged {}

    record Beyond(Window limit, long waitMillis) implements Judged {}

    record Unavailable(String why) implements Judged {}
  }

  /// What came of a change of the block list.
  enum Written {
    DONE,
    /// The list is full.
    FULL,
    /// There was no such entry.
    ABSENT,
    UNAVAILABLE
  }

  /// The block list.
  sealed interface Listed {
    record All(List<Block> blocks) implements Listed {
      public All {
        blocks = List.copyOf(blocks);
      }
    }

    record Unavailable(String why) implements Listed {}
  }
}
