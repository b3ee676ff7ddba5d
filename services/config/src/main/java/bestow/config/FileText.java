package bestow.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The bytes of a file as text: UTF-8, nothing unprintable in it, a byte order mark taken away.
final class FileText {
  private FileText() {}

  /// Nothing where the bytes are not such a text, and then a mistake says where and why.
  static Optional<String> read(byte[] bytes, Mistakes mistakes) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    var decoded = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    var text = out.flip().toString();
    if (decoded.isError()) {
      mistakes.add(
          end(text),
          "",
          "the byte 0x%02x here is not UTF-8; save the file as UTF-8"
              .formatted(bytes[in.position()]));
      return Optional.empty();
    }
    var unprintable = unprintable(text);
    if (unprintable < text.length()) {
      mistakes.add(
          end(text.substring(0, unprintable)),
          "",
          "the character U+%04X is not allowed; take it out"
              .formatted(text.codePointAt(unprintable)));
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /// The position right after the text.
  private static Position end(String text) {
    var lines = text.split("\r\n|\r|\n", -1);
    var last = lines[lines.length - 1];
    return new Position(lines.length, last.codePointCount(0, last.length()) + 1);
  }

  private static int unprintable(String text) {
    int at = 0;
    while (at < text.length() && printable(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean printable(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && !(c >= 0x7F && c < 0xA0) && c != 0xFFFE && c != 0xFFFF);
  }
}
