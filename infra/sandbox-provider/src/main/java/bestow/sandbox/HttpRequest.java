package bestow.sandbox;

import java.io.IOException;
import java.net.InetAddress;

/// One request whose body has not been read yet. For the thread that serves it alone.
///
/// @param head what came before the body
/// @param peer who sent it
/// @param body how to read the body
record HttpRequest(HttpHead head, InetAddress peer, BodySource body) {

  String method() {
    return head.method();
  }

  String path() {
    return head.path();
  }

  String query() {
    return head.query();
  }

  /// The body, which says that it is JSON.
  ///
  /// @throws RequestRefusedException when it is none, has no length or too much of it
  /// @throws IOException when the connection ends before it does
  byte[] json() throws RequestRefusedException, IOException {
    if (!head.isJson()) {
      throw new RequestRefusedException(
          415, "not-json", "Not JSON", "Content-Type application/json is expected");
    }
    return body.read();
  }

  /// Where a body comes from.
  interface BodySource {
    byte[] read() throws RequestRefusedException, IOException;
  }
}
