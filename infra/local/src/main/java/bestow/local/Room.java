package bestow.local;

/// What a part is to the others; they stop room by room, from the last to the first.
public enum Room {
  /// What tells where the others are.
  REGISTRY,
  /// What keeps something.
  STORE,
  /// What answers the edge.
  SERVICE,
  /// What users reach.
  EDGE
}
