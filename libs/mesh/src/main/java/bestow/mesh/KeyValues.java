package bestow.mesh;

import java.util.Map;

/// Where operators write what running processes shall heed.
interface KeyValues extends AutoCloseable {

  /// What came of asking.
  sealed interface Reply {
    /// All keys under the prefix, without it, and the mark of this state.
    record Listed(long index, Map<String, String> values) implements Reply {
      public Listed {
        values = Map.copyOf(values);
      }
    }

    /// It could not be asked, or answered with an error.
    record Silent(String why) implements Reply {}
  }

  /// Asks for all keys under a prefix, waiting until they are others than those at `index`, or
  /// until it finds that it has waited long enough. 0 asks for what there is. An interrupt ends it
  /// early.
  Reply under(String prefix, long index);

  @Override
  void close();
}
