package bestow.mesh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;

/// The head of an answer, built line by line. Strict: what could be read in two ways is refused,
/// since whoever reads it the other way loses track of where the next answer begins.
final class AnswerHead {

  private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
  private static final String NO_STATUS = "answered with what is no HTTP/1.1 status line";

  /// How the end of the body is found.
  enum Framing {
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private final int status;
  private boolean persistent;
  private boolean chunked;
  private OptionalLong length = OptionalLong.empty();
  private byte[] lines = new byte[256];
  private int used;

  /// Reads the status line.
  AnswerHead(Inbox.Line line) throws MalformedAnswerException {
    // HTTP/1.1 200 OK: the reason may be missing, and so may the space before it.
    boolean shaped =
        line.length() >= 12
            && line.startsWith(VERSION)
            && (line.at(7) == '0' || line.at(7) == '1')
            && line.at(8) == ' '
            && (line.length() == 12 || line.at(12) == ' ');
    if (!shaped) {
      throw new MalformedAnswerException(NO_STATUS);
    }
    status = 100 * digit(line.at(9)) + 10 * digit(line.at(10)) + digit(line.at(11));
    if (status < 100 || status > 599) {
      throw new MalformedAnswerException("answered with status " + status);
    }
    persistent = line.at(7) == '1';
  }

  int status() {
    return status;
  }

  /// Whether the peer keeps the connection open after the answer.
  boolean persistent() {
    return persistent;
  }

  /// How long the body says it is.
  OptionalLong length() {
    return length;
  }

  Framing framing() throws MalformedAnswerException {
    if (chunked && length.isPresent()) {
      throw new MalformedAnswerException("gave its body a length and sent it in chunks");
    }
    if (chunked) {
      return Framing.CHUNKED;
    }
    return length.isPresent() ? Framing.LENGTH : Framing.UNTIL_CLOSE;
  }

  /// Everything that was added so far.
  Headers headers() {
    return new Headers(Arrays.copyOf(lines, used));
  }

  /// Adds one header line.
  void add(Inbox.Line line) throws MalformedAnswerException {
    int colon = 0;
    while (colon < line.length() && Headers.isToken(line.at(colon))) {
      colon++;
    }
    if (colon == 0 || colon == line.length() || line.at(colon) != ':') {
      throw new MalformedAnswerException("sent a header without a name");
    }
    for (int i = colon + 1; i < line.length(); i++) {
      if (!Headers.isText(line.at(i) & 0xff)) {
        throw new MalformedAnswerException("sent a header with a control character");
      }
    }
    switch (colon) {
      case 10 -> connection(line, colon);
      case 14 -> contentLength(line, colon);
      case 17 -> transferEncoding(line, colon);
      default -> {}
    }
    keep(line);
  }

  private void connection(Inbox.Line line, int colon) {
    if (isNamed("connection", line)
        && value(line, colon).toLowerCase(Locale.ROOT).contains("close")) {
      persistent = false;
    }
  }

  private void contentLength(Inbox.Line line, int colon) throws MalformedAnswerException {
    if (!isNamed("content-length", line)) {
      return;
    }
    var value = value(line, colon);
    // 18 digits always fit into a long.
    boolean number = !value.isEmpty() && value.length() <= 18;
    if (!number || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MalformedAnswerException("gave its body the length '" + value + "'");
    }
    long read = Long.parseLong(value);
    if (length.isPresent() && length.getAsLong() != read) {
      throw new MalformedAnswerException("gave its body two lengths");
    }
    length = OptionalLong.of(read);
  }

  private void transferEncoding(Inbox.Line line, int colon) throws MalformedAnswerException {
    if (!isNamed("transfer-encoding", line)) {
      return;
    }
    if (chunked || !value(line, colon).equalsIgnoreCase("chunked")) {
      throw new MalformedAnswerException("encoded its body in a way that nobody asked for");
    }
    chunked = true;
  }

  private void keep(Inbox.Line line) {
    int needed = used + line.length() + 2;
    if (needed > lines.length) {
      lines = Arrays.copyOf(lines, Math.max(needed, 2 * lines.length));
    }
    System.arraycopy(line.bytes(), line.from(), lines, used, line.length());
    lines[needed - 2] = '\r';
    lines[needed - 1] = '\n';
    used = needed;
  }

  private static boolean isNamed(String name, Inbox.Line line) {
    for (int i = 0; i < name.length(); i++) {
      if ((line.at(i) | 0x20) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String value(Inbox.Line line, int colon) {
    int from = line.from() + colon + 1;
    return new String(line.bytes(), from, line.to() - from, StandardCharsets.ISO_8859_1).strip();
  }

  private static int digit(byte character) throws MalformedAnswerException {
    if (character < '0' || character > '9') {
      throw new MalformedAnswerException(NO_STATUS);
    }
    return character - '0';
  }
}
