package bestow.mesh;

/// What a call asks the callee to do with a path.
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE;

  /// Whether a request of this method says how long its body is even when it has none.
  boolean expectsBody() {
    return switch (this) {
      case POST, PUT, PATCH -> true;
      case GET, HEAD, DELETE -> false;
    };
  }
}
