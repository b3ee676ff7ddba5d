package bestow.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a `FakePeer` does with one request.
public sealed interface Act {
  /// How far the peer comes before it misbehaves.
  enum Moment {
    /// It accepted the connection and read nothing.
    ACCEPT,
    /// It read the whole request and wrote nothing.
    REQUEST,
    /// It wrote half of the status line.
    STATUS,
    /// It wrote the head and half of the body.
    BODY
  }

  /// How it misbehaves.
  enum Fault {
    /// It goes silent; the connection stays open until the peer is closed.
    STALL,
    /// It resets the connection (RST).
    RESET,
    /// It closes the connection in order (FIN).
    CLOSE,
    /// It writes bytes that are no HTTP and closes.
    GARBAGE
  }

  /// Answers, and keeps the connection for the next request.
  ///
  /// @param headers beside `Content-Length`, which is the body's unless it is given here
  /// @param gap how long it waits before it answers
  record Answer(int status, Map<String, String> headers, String body, Duration gap) implements Act {
    public Answer {
      headers = Map.copyOf(headers);
    }

    /// The same answer with one more header.
    public Answer with(String header, String value) {
      var more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Answer(status, more, body, gap);
    }

    /// The same answer, given after a while.
    public Answer after(Duration longer) {
      return new Answer(status, headers, body, longer);
    }

    byte[] head() {
      var head = new StringBuilder("HTTP/1.1 " + status + " Fake\r\n");
      if (headers.keySet().stream().noneMatch("Content-Length"::equalsIgnoreCase)) {
        head.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
      }
      headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
      return head.append("\r\n").toString().getBytes(UTF_8);
    }
  }

  /// Answers byte by byte: no single read takes long, all of them together do.
  ///
  /// @param gap the time between two bytes
  record Drip(Answer answer, Duration gap) implements Act {}

  /// Misbehaves; the connection serves no further request.
  record Fail(Moment moment, Fault fault) implements Act {}

  /// An answer with a JSON body, at once.
  static Answer answer(int status, String json) {
    return new Answer(status, Map.of("Content-Type", "application/json"), json, Duration.ZERO);
  }

  /// A fault at a moment.
  static Fail fail(Moment moment, Fault fault) {
    return new Fail(moment, fault);
  }
}
