package bestow.drills;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What is said to a Redis, and what it says: the few words of its protocol that drills need.
final class RedisTalk {
  private RedisTalk() {}

  /// Says a command.
  ///
  /// @return the first text of its reply
  static String say(InputStream in, OutputStream out, String... words) throws IOException {
    out.write(command(words).getBytes(StandardCharsets.US_ASCII));
    return reply(in);
  }

  /// A command as it is sent.
  static String command(String... words) {
    var command = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      command.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return command.toString();
  }

  /// The first text of the next reply; all of it is read.
  static String reply(InputStream in) throws IOException {
    var line = line(in);
    return switch (line.charAt(0)) {
      case '-' -> throw new IOException("Redis says " + line);
      case '$' -> text(in, Integer.parseInt(line.substring(1)));
      case '*' -> {
        var first = "";
        int parts = Integer.parseInt(line.substring(1));
        for (int i = 0; i < parts; i++) {
          var each = reply(in);
          first = i == 0 ? each : first;
        }
        yield first;
      }
      default -> line.substring(1);
    };
  }

  /// The next line, without its end.
  static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the other side hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String text(InputStream in, int length) throws IOException {
    return length < 0
        ? ""
        : new String(in.readNBytes(length + 2), 0, length, StandardCharsets.US_ASCII);
  }
}
