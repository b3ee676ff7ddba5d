package bestow.server;

/// Who calls a service.
public enum Audience {
  /// Other services: their deadline, criticality and trace are taken over.
  SERVICES,
  /// Anybody: what they say about such things is not believed.
  USERS
}
