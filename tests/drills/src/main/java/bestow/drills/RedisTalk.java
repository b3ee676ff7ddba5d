package bestow.drills;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What is said to a Redis, and what it says: the few words of its protocol that drills need.
final class RedisTalk {
  private static final int REPLY_MAX = 1 << 16;

  private RedisTalk() {}

  /// Says a command.
  ///
  /// @return the first text of its reply
  static String say(InputStream in, OutputStream out, String... words) throws IOException {
    out.write(command(words).getBytes(StandardCharsets.US_ASCII));
    var received = new byte[REPLY_MAX];
    int length = 0;
    while (length < REPLY_MAX) {
      int more = in.read(received, length, REPLY_MAX - length);
      if (more < 0) {
        throw new EOFException("the other side hung up");
      }
      length += more;
      var reply = take(ByteBuffer.wrap(received, 0, length));
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    throw new IOException("Redis says more than " + REPLY_MAX + " bytes");
  }

  /// A command as it is sent.
  static String command(String... words) {
    var command = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      command.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return command.toString();
  }

  /// Takes one reply off what was received.
  ///
  /// @return the first text of it; empty, with nothing taken, where it isn't whole yet
  static Optional<String> take(ByteBuffer received) throws IOException {
    received.mark();
    try {
      return Optional.of(reply(received));
    } catch (BufferUnderflowException _) {
      received.reset();
      return Optional.empty();
    }
  }

  /// Takes a line, without its end.
  ///
  /// @throws BufferUnderflowException where it has no end yet
  static String line(ByteBuffer received) {
    int from = received.position();
    while (received.get() != '\n') {
      // On to its end.
    }
    return text(received, from, received.position() - 2);
  }

  private static String reply(ByteBuffer received) throws IOException {
    var line = line(received);
    return switch (line.charAt(0)) {
      case '-' -> throw new IOException("Redis says " + line);
      case '$' -> text(received, Integer.parseInt(line.substring(1)));
      case '*' -> {
        var first = "";
        int parts = Integer.parseInt(line.substring(1));
        for (int i = 0; i < parts; i++) {
          var each = reply(received);
          first = i == 0 ? each : first;
        }
        yield first;
      }
      default -> line.substring(1);
    };
  }

  private static String text(ByteBuffer received, int length) {
    if (length < 0) {
      return "";
    }
    int from = received.position();
    skip(received, length + 2);
    return text(received, from, from + length);
  }

  /// Passes over so many bytes.
  ///
  /// @throws BufferUnderflowException where there are fewer yet
  static void skip(ByteBuffer received, int bytes) {
    if (received.remaining() < bytes) {
      throw new BufferUnderflowException();
    }
    received.position(received.position() + bytes);
  }

  private static String text(ByteBuffer received, int from, int to) {
    return new String(
        received.array(), received.arrayOffset() + from, to - from, StandardCharsets.US_ASCII);
  }
}
