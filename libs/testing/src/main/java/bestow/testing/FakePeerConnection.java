package bestow.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import bestow.testing.Act.Moment;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One connection of a `FakePeer`, served by a thread of its own.
final class FakePeerConnection {
  private static final Act.Answer HALF_GIVEN = Act.answer(200, "{\"never\":\"whole\"}");
  private static final byte[] GARBAGE =
      "\u0000\u0016\u0003\u0001 no HTTP \r\n\r\n".getBytes(ISO_8859_1);

  private final Socket socket;
  private final CountDownLatch closed;
  private final List<String> requests;

  FakePeerConnection(Socket socket, CountDownLatch closed, List<String> requests) {
    this.socket = socket;
    this.closed = closed;
    this.requests = requests;
  }

  /// Does one act a request until the client or the script ends the connection.
  void serve(List<Act> script) {
    try (socket) {
      // Each write is a segment of its own, so that a half answer arrives.
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      for (var i = 0; ; i++) {
        switch (script.get(Math.min(i, script.size() - 1))) {
          case Act.Answer answer -> answer(in, answer);
          case Act.Drip drip -> drip(in, drip);
          case Act.Fail fail -> {
            fail(in, fail);
            return;
          }
        }
      }
    } catch (IOException _) {
      // The client went away, or the peer was closed: nothing is left to be done.
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(InputStream in, Act.Answer answer) throws IOException, InterruptedException {
    requests.add(request(in));
    pause(answer.gap());
    write(answer.head());
    write(answer.body().getBytes(UTF_8));
  }

  private void drip(InputStream in, Act.Drip drip) throws IOException, InterruptedException {
    requests.add(request(in));
    for (var bytes : List.of(drip.answer().head(), drip.answer().body().getBytes(UTF_8))) {
      for (var i = 0; i < bytes.length; i++) {
        write(Arrays.copyOfRange(bytes, i, i + 1));
        pause(drip.gap());
      }
    }
  }

  private void fail(InputStream in, Act.Fail fail) throws IOException, InterruptedException {
    if (fail.moment() != Moment.ACCEPT) {
      requests.add(request(in));
    }
    var head = HALF_GIVEN.head();
    var body = HALF_GIVEN.body().getBytes(UTF_8);
    switch (fail.moment()) {
      case ACCEPT, REQUEST -> {}
      case STATUS -> write(Arrays.copyOf(head, "HTTP/1.1 2".length()));
      case BODY -> {
        write(head);
        write(Arrays.copyOf(body, body.length / 2));
      }
    }
    switch (fail.fault()) {
      case STALL -> closed.await();
      case RESET -> socket.setSoLinger(true, 0);
      case CLOSE -> finish(in);
      case GARBAGE -> {
        write(GARBAGE);
        finish(in);
      }
    }
  }

  // Closing with bytes unread would send a reset after the FIN, sooner or later than the client
  // looks.
  private void finish(InputStream in) throws IOException {
    socket.shutdownOutput();
    in.transferTo(OutputStream.nullOutputStream());
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private void pause(Duration gap) throws IOException, InterruptedException {
    if (closed.await(gap.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IOException("the peer was closed");
    }
  }

  private static String request(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
      text.append((char) read(in));
    }
    var head = text.toString().toLowerCase(Locale.ROOT);
    if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
      return text + chunks(in);
    }
    var at = head.indexOf("\r\ncontent-length:");
    if (at < 0) {
      return text.toString();
    }
    var from = head.indexOf(':', at) + 1;
    var length = Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    return text + exactly(in, length);
  }

  private static String chunks(InputStream in) throws IOException {
    var body = new StringBuilder();
    while (true) {
      var line = new StringBuilder();
      while (line.indexOf("\r\n") < 0) {
        line.append((char) read(in));
      }
      var size = Integer.parseInt(line.toString().strip(), 16);
      body.append(exactly(in, size));
      in.skipNBytes(2);
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private static String exactly(InputStream in, int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the client sent " + bytes.length + " of " + length + " bytes");
    }
    return new String(bytes, UTF_8);
  }

  private static int read(InputStream in) throws IOException {
    var next = in.read();
    if (next < 0) {
      throw new EOFException("the client closed the connection");
    }
    return next;
  }
}
