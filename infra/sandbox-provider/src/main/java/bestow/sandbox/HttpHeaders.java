package bestow.sandbox;

import java.util.Locale;
import java.util.Optional;

/// Gathers those headers of one request that matter here.
final class HttpHeaders {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private int contentLength = -1;
  private String contentType = "";
  private boolean host;
  private Optional<HttpHead.Lasting> connection = Optional.empty();

  /// Reads header lines.
  void read(String lines, int max) throws RequestRefusedException {
    int count = 0;
    for (int at = 0; at < lines.length(); ) {
      int end = lines.indexOf("\r\n", at);
      end = end < 0 ? lines.length() : end;
      if (++count > max) {
        throw new RequestRefusedException(
            431, "too-many-headers", "Too many headers", max + " headers at most");
      }
      int colon = lines.indexOf(':', at);
      if (colon <= at || colon > end || !isToken(lines, at, colon)) {
        throw HttpHead.bad("a header line has a name, a colon and a value");
      }
      take(
          lines.substring(at, colon).toLowerCase(Locale.ROOT),
          lines.substring(colon + 1, end).strip());
      at = end + 2;
    }
  }

  int contentLength() {
    return Math.max(0, contentLength);
  }

  String contentType() {
    return contentType;
  }

  boolean hasHost() {
    return host;
  }

  /// What the request asks for, else what its version has.
  HttpHead.Lasting lasting(HttpHead.Lasting usual) {
    return connection.orElse(usual);
  }

  private void take(String name, String value) throws RequestRefusedException {
    switch (name) {
      case "content-length" -> takeLength(value);
      case "content-type" -> contentType = value;
      case "host" -> {
        if (host) {
          throw HttpHead.bad("Host comes twice");
        }
        host = true;
      }
      case "connection" -> {
        if (value.equalsIgnoreCase("close")) {
          connection = Optional.of(HttpHead.Lasting.CLOSE);
        } else if (value.equalsIgnoreCase("keep-alive")) {
          connection = Optional.of(HttpHead.Lasting.KEEP);
        }
      }
      case "transfer-encoding" ->
          throw new RequestRefusedException(
              411, "length-required", "Length required", "send Content-Length, not chunks");
      case "expect" ->
          throw new RequestRefusedException(
              417, "expectation", "Expectation failed", "send the body without asking first");
      default -> {}
    }
  }

  private void takeLength(String value) throws RequestRefusedException {
    if (contentLength >= 0
        || value.isEmpty()
        || value.length() > 9
        || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw HttpHead.bad("Content-Length comes once and is a number of at most nine digits");
    }
    contentLength = Integer.parseInt(value);
  }

  private static boolean isToken(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
