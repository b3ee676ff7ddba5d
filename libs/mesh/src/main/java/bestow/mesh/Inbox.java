package bestow.mesh;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/// Bytes that have come over a connection and are not read yet. Holds as much as one line may have.
final class Inbox {

  // 16 KiB for all the lines of an answer's head, so no single one needs more.
  private static final int SIZE_MAX = 16 * 1024;
  private static final int SIZE_FIRST = 2 * 1024;

  /// Where more bytes come from.
  @FunctionalInterface
  interface Source {
    /// Waits for bytes and gives how many came, -1 at the end.
    int read(byte[] into, int from, int length) throws IOException;
  }

  private byte[] bytes = new byte[SIZE_FIRST];
  private int start;
  private int end;

  boolean isEmpty() {
    return start == end;
  }

  /// Reads the next line, which ends with `\r\n`.
  ///
  /// @return the line without its end; valid until the next read
  Line line(Source source) throws IOException {
    int scanned = 0;
    while (true) {
      for (int i = start + scanned; i < end; i++) {
        if (bytes[i] == '\n') {
          if (i == start || bytes[i - 1] != '\r') {
            throw new MalformedAnswerException("ended a line without a carriage return");
          }
          var line = new Line(bytes, start, i - 1);
          start = i + 1;
          return line;
        }
      }
      scanned = end - start;
      if (scanned == SIZE_MAX) {
        throw new MalformedAnswerException("sent a line of more than " + SIZE_MAX + " bytes");
      }
      more(source);
    }
  }

  /// Reads exactly `length` bytes into an array.
  void exactly(byte[] into, int from, int length, Source source) throws IOException {
    int had = taken(into, from, length);
    while (had < length) {
      int came = source.read(into, from + had, length - had);
      if (came < 0) {
        throw new EOFException();
      }
      had += came;
    }
  }

  /// Reads what there is, at most `length` bytes.
  ///
  /// @return how many, -1 at the end
  int some(byte[] into, int from, int length, Source source) throws IOException {
    return isEmpty() ? source.read(into, from, length) : taken(into, from, length);
  }

  private int taken(byte[] into, int from, int length) {
    int had = Math.min(length, end - start);
    System.arraycopy(bytes, start, into, from, had);
    start += had;
    return had;
  }

  private void more(Source source) throws IOException {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(SIZE_MAX, 2 * bytes.length));
    }
    int came = source.read(bytes, end, bytes.length - end);
    if (came < 0) {
      throw new EOFException();
    }
    end += came;
  }

  /// A line within the inbox's own bytes.
  @SuppressWarnings("ArrayRecordComponent") // a view of bytes, never compared
  record Line(byte[] bytes, int from, int to) {

    int length() {
      return to - from;
    }

    byte at(int index) {
      return bytes[from + index];
    }

    boolean startsWith(byte[] other) {
      return length() >= other.length
          && Arrays.equals(bytes, from, from + other.length, other, 0, other.length);
    }
  }
}
