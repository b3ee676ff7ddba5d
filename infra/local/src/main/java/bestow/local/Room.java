package bestow.local;

/// What a part is to the others; they stop room by room, from the last to the first.
enum Room {
  REGISTRY,
  STORE,
  SERVICE,
  EDGE
}
