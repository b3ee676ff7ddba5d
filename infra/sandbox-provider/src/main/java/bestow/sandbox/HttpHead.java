package bestow.sandbox;

import java.util.Locale;

/// The request line and those headers of an HTTP/1 request that matter here.
///
/// @param method as it was sent
/// @param path without its query
/// @param query what follows the path's `?`; empty for none
/// @param contentLength bytes of the body, 0 for none
/// @param contentType as it was sent, empty for none
/// @param lasting whether the connection may serve another request after this one
record HttpHead(
    String method,
    String path,
    String query,
    int contentLength,
    String contentType,
    Lasting lasting) {

  private static final int HEADERS_MAX = 64;
  private static final int TARGET_CHARS_MAX = 2048;

  /// Whether a connection lasts.
  enum Lasting {
    KEEP,
    CLOSE
  }

  /// Reads a head, without the empty line at its end.
  ///
  /// @throws RequestRefusedException when it is none, or asks for what is not done here
  static HttpHead parse(String text) throws RequestRefusedException {
    int end = text.indexOf("\r\n");
    var line = end < 0 ? text : text.substring(0, end);
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first < 1 || last == first) {
      throw bad("a request line has a method, a target and a version");
    }
    var version = line.substring(last + 1);
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw new RequestRefusedException(
          505, "http-version", "Version not supported", "HTTP/1.1 is spoken here");
    }
    var target = line.substring(first + 1, last);
    if (target.length() > TARGET_CHARS_MAX) {
      throw new RequestRefusedException(
          414, "target-too-long", "Target too long", TARGET_CHARS_MAX + " characters at most");
    }
    if (!target.startsWith("/") || !target.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw bad("a target begins with / and holds printable ASCII only");
    }
    int query = target.indexOf('?');
    var headers = new HttpHeaders();
    headers.read(end < 0 ? "" : text.substring(end + 2), HEADERS_MAX);
    if (version.equals("HTTP/1.1") && !headers.hasHost()) {
      throw bad("Host is missing");
    }
    return new HttpHead(
        line.substring(0, first),
        query < 0 ? target : target.substring(0, query),
        query < 0 ? "" : target.substring(query + 1),
        headers.contentLength(),
        headers.contentType(),
        headers.lasting(version.equals("HTTP/1.1") ? Lasting.KEEP : Lasting.CLOSE));
  }

  /// Whether the body says that it is JSON.
  boolean isJson() {
    int parameters = contentType.indexOf(';');
    var type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  static RequestRefusedException bad(String detail) {
    return new RequestRefusedException(400, "bad-request", "Bad request", detail);
  }
}
