package bestow.store;

/// What came of asking a node for the cluster's map.
sealed interface Looked {

  /// The map as that node has it.
  record Seen(SlotMap map) implements Looked {}

  /// It gave none.
  ///
  /// @param why a sentence that names the node and what it said, never the password
  record Blind(String why) implements Looked {}
}
