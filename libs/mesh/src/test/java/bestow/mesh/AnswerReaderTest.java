package bestow.mesh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Seeded;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {

  private static final int BODY_MAX = 1000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200\r\ncontent-LENGTH:  5 \r\n\r\nhello",
        "HTTP/1.1 200 \r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a\r\nh\r\n04\r\nello\r\n0\r\nT: x\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
      })
  void aBodyIsReadHoweverItIsFramedAndCut(String text) throws IOException {
    for (int step = 1; step <= text.length(); step++) {

      var answer = read(text, step, Method.POST);

      assertEquals(200, answer.status());
      assertEquals("hello", new String(answer.body(), ISO_8859_1));
      assertEquals(Answer.After.REUSE, answer.after());
    }
  }

  @Test
  void aBodyWithoutLengthEndsWithTheConnection() throws IOException {
    var answer = read("HTTP/1.1 200 OK\r\n\r\nhello", 3, Method.GET);

    assertEquals("hello", new String(answer.body(), ISO_8859_1));
    assertEquals(Answer.After.CLOSE, answer.after());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n",
      })
  void aConnectionThatMayNotBeUsedAgainIsToldSo(String text) throws IOException {
    assertEquals(Answer.After.CLOSE, read(text, 100, Method.POST).after());
  }

  @Test
  void anAnswerToHeadHasNoBodyWhateverItsLength() throws IOException {
    var answer = read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 100, Method.HEAD);

    assertEquals(0, answer.body().length);
    assertEquals(Answer.After.REUSE, answer.after());
    assertEquals(Optional.of("5"), answer.headers().first("content-length"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\nhello\r\n",
        "\r\nhello\r\n",
        "-5\r\nhello\r\n",
        "5\r\nhello!\r\n0\r\n\r\n",
        "ffffffff\r\n",
        "3e9\r\n",
        "5x\r\nhello\r\n",
      })
  void aChunkOfANonsensicalSizeIsRefused(String chunks) {
    var text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;

    assertThrows(MalformedAnswerException.class, () -> read(text, 7, Method.POST));
  }

  @Test
  void aBodyWithALengthThatIsSentInChunksIsRefused() {
    var framing = "Content-Length: 2\r\nTransfer-Encoding: chunked";
    var text = "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n2\r\nok\r\n0\r\n\r\n";

    assertThrows(MalformedAnswerException.class, () -> read(text, 7, Method.POST));
  }

  @Test
  void headsBodiesAndInterimAnswersHaveALimit() {
    var manyHeaders = "HTTP/1.1 200 OK\r\n" + "X-Header: 0123456789\r\n".repeat(1000);
    var longHeader = "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000);
    var manyHints = "HTTP/1.1 103 Early\r\n\r\n".repeat(1000);
    var longBody = "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(BODY_MAX + 1);
    var manyTrailers =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + "X: 0123\r\n".repeat(2000);

    for (var text : new String[] {manyHeaders, longHeader, manyHints, longBody, manyTrailers}) {
      assertThrows(MalformedAnswerException.class, () -> read(text, 4096, Method.GET));
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsRead() throws IOException {
    var body = "x".repeat(BODY_MAX);
    var framed = "HTTP/1.1 200 OK\r\nContent-Length: " + BODY_MAX + "\r\n\r\n" + body;

    assertEquals(BODY_MAX, read(framed, 4096, Method.GET).body().length);
    assertEquals(BODY_MAX, read("HTTP/1.1 200 OK\r\n\r\n" + body, 64, Method.GET).body().length);
  }

  @Test
  void whateverComesItEndsWithAnAnswerOrAnIoException() {
    var whole =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    Seeded.check(
        2000,
        random -> {
          var bytes = whole.getBytes(ISO_8859_1);
          for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          var text = new String(bytes, 0, random.nextInt(bytes.length + 1), ISO_8859_1);

          try {
            var status = read(text, 1 + random.nextInt(20), Method.POST).status();

            assertTrue(status >= 200 && status < 600);
          } catch (MalformedAnswerException | EOFException _) {
            // The two ways in which an answer may be bad.
          }
        });
  }

  private static Answer read(String text, int step, Method asked) throws IOException {
    var bytes = text.getBytes(ISO_8859_1);
    int[] at = {0};
    Inbox.Source source =
        (into, from, length) -> {
          int came = Math.min(Math.min(step, length), bytes.length - at[0]);
          System.arraycopy(bytes, at[0], into, from, came);
          at[0] += came;
          return came == 0 ? -1 : came;
        };
    return new AnswerReader(new Inbox(), source, BODY_MAX).read(asked);
  }
}
