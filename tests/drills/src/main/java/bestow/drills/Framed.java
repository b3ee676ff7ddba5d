package bestow.drills;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// One HTTP/1.1 message as its bytes: requests and answers of our own services, which always tell
/// their length.
///
/// @param bytes all of it
/// @param start its first line
@SuppressWarnings("ArrayRecordComponent") // never compared
record Framed(byte[] bytes, String start) {
  // As much as a service takes of headers, and more than any of our bodies.
  private static final int HEAD_MAX = 64 << 10;
  private static final int BODY_MAX = 32 << 20;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length:\\s*(\\d{1,9})\r");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding:");

  /// The next message; nothing where the other side has ended between two.
  ///
  /// @throws IOException when it ends within one, or is longer than any of ours
  static Optional<Framed> read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream(512);
    int ending = 0;
    while (ending < 4) {
      int one = in.read();
      if (one < 0 && bytes.size() == 0) {
        return Optional.empty();
      }
      if (one < 0 || bytes.size() == HEAD_MAX) {
        throw new EOFException("a head was cut after " + bytes.size() + " bytes");
      }
      bytes.write(one);
      ending = one == "\r\n\r\n".charAt(ending) ? ending + 1 : one == '\r' ? 1 : 0;
    }
    var head = bytes.toString(StandardCharsets.ISO_8859_1);
    if (CHUNKED.matcher(head).find()) {
      throw new IOException("a message in chunks, which none of our services sends");
    }
    var length = LENGTH.matcher(head);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    if (body > BODY_MAX) {
      throw new IOException("a body of " + body + " bytes");
    }
    var rest = in.readNBytes(body);
    if (rest.length < body) {
      throw new EOFException("a body was cut after " + rest.length + " bytes");
    }
    bytes.writeBytes(rest);
    return Optional.of(new Framed(bytes.toByteArray(), head.substring(0, head.indexOf('\r'))));
  }

  /// Whether it asks how a service is, and not for its work.
  boolean isAboutHealth() {
    return start.contains(" /health/");
  }
}
