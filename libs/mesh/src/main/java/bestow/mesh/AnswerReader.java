package bestow.mesh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/// Reads one HTTP/1.1 answer, bounded in every direction. What was learned before it failed stays
/// known.
final class AnswerReader {

  private static final byte[] EMPTY = {};
  private static final int HEAD_BYTES_MAX = 16 * 1024;
  // 100, 103 and their kind come once or twice; more is a peer gone wild.
  private static final int INTERIM_ANSWERS_MAX = 8;
  private static final int CHUNK_DIGITS_MAX = 8;

  private final Inbox inbox;
  private final Inbox.Source source;
  private final int bodyBytesMax;
  private int headBytes;
  private OptionalInt status = OptionalInt.empty();

  AnswerReader(Inbox inbox, Inbox.Source source, int bodyBytesMax) {
    this.inbox = inbox;
    this.source = source;
    this.bodyBytesMax = bodyBytesMax;
  }

  /// The final status, once it has been read.
  OptionalInt status() {
    return status;
  }

  /// Reads the whole answer to a request of that method.
  ///
  /// @throws MalformedAnswerException when it is no HTTP/1.1 or too big
  /// @throws java.io.EOFException when the peer closed before its end
  Answer read(Method asked) throws IOException {
    var head = head();
    for (int interim = 0; head.status() < 200; interim++) {
      if (interim == INTERIM_ANSWERS_MAX || head.status() == 101) {
        throw new MalformedAnswerException("sent no final answer");
      }
      head = head();
    }
    var body = hasBody(asked, head) ? body(head) : EMPTY;
    // A length without a body is right for HEAD and 304 alone: elsewhere the body may yet come.
    boolean settled = head.status() != 204 || head.length().orElse(0) == 0;
    boolean reusable = head.persistent() && settled && !untilClose(asked, head);
    var after = reusable ? Answer.After.REUSE : Answer.After.CLOSE;
    return new Answer(head.status(), head.headers(), body, after);
  }

  private AnswerHead head() throws IOException {
    headBytes = 0;
    var head = new AnswerHead(line());
    if (head.status() >= 200) {
      status = OptionalInt.of(head.status());
    }
    for (var line = line(); line.length() > 0; line = line()) {
      head.add(line);
    }
    return head;
  }

  private Inbox.Line line() throws IOException {
    var line = inbox.line(source);
    headBytes += line.length() + 2;
    if (headBytes > HEAD_BYTES_MAX) {
      throw new MalformedAnswerException("sent a head of more than " + HEAD_BYTES_MAX + " bytes");
    }
    return line;
  }

  private static boolean hasBody(Method asked, AnswerHead head) {
    return asked != Method.HEAD && head.status() != 204 && head.status() != 304;
  }

  private static boolean untilClose(Method asked, AnswerHead head) throws IOException {
    return hasBody(asked, head) && head.framing() == AnswerHead.Framing.UNTIL_CLOSE;
  }

  private byte[] body(AnswerHead head) throws IOException {
    return switch (head.framing()) {
      case LENGTH -> {
        var body = new byte[bounded(head.length().orElseThrow())];
        inbox.exactly(body, 0, body.length, source);
        yield body;
      }
      case CHUNKED -> chunks();
      case UNTIL_CLOSE -> untilClose();
    };
  }

  private byte[] chunks() throws IOException {
    var body = new byte[Math.min(4096, bodyBytesMax)];
    int had = 0;
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      int needed = bounded((long) had + size);
      if (needed > body.length) {
        body = Arrays.copyOf(body, Math.clamp(2L * needed, needed, bodyBytesMax));
      }
      inbox.exactly(body, had, size, source);
      had = needed;
      if (inbox.line(source).length() > 0) {
        throw new MalformedAnswerException("sent a chunk longer than it said");
      }
    }
    while (line().length() > 0) {
      // Trailers are read only to find the end.
    }
    return Arrays.copyOf(body, had);
  }

  private int chunkSize() throws IOException {
    var line = inbox.line(source);
    int size = 0;
    int digits = 0;
    while (digits < line.length() && Character.digit(line.at(digits), 16) >= 0) {
      if (digits == CHUNK_DIGITS_MAX - 1) {
        throw tooBig();
      }
      size = 16 * size + Character.digit(line.at(digits), 16);
      digits++;
    }
    boolean ended = digits == line.length() || line.at(digits) == ';' || line.at(digits) == ' ';
    if (digits == 0 || !ended) {
      var text =
          new String(
              line.bytes(), line.from(), Math.min(20, line.length()), StandardCharsets.ISO_8859_1);
      throw new MalformedAnswerException("sent a chunk of the size '" + text + "'");
    }
    return size;
  }

  private byte[] untilClose() throws IOException {
    var body = new byte[Math.min(4096, bodyBytesMax + 1)];
    int had = 0;
    while (true) {
      int came = inbox.some(body, had, body.length - had, source);
      if (came < 0) {
        return Arrays.copyOf(body, had);
      }
      had += came;
      bounded(had);
      if (had == body.length) {
        body = Arrays.copyOf(body, Math.min(2 * had, bodyBytesMax + 1));
      }
    }
  }

  private int bounded(long bytes) throws MalformedAnswerException {
    if (bytes > bodyBytesMax) {
      throw tooBig();
    }
    return (int) bytes;
  }

  private MalformedAnswerException tooBig() {
    return new MalformedAnswerException("answered with more than " + bodyBytesMax + " bytes");
  }
}
