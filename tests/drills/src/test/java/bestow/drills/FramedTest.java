package bestow.drills;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FramedTest {
  private static final String ASKED =
      "POST /v1/hold HTTP/1.1\r\nHost: x\r\ncontent-LENGTH: 3\r\n\r\na\r\n";
  private static final String HEALTH = "GET /health/fit HTTP/1.1\r\n\r\n";

  @Test
  void messagesAreTakenOneByOneAsTheyAre() throws IOException {
    var in = new ByteArrayInputStream((ASKED + HEALTH).getBytes(US_ASCII));
    var first = Framed.read(in).orElseThrow();
    var second = Framed.read(in).orElseThrow();

    assertArrayEquals(ASKED.getBytes(US_ASCII), first.bytes());
    assertEquals("POST /v1/hold HTTP/1.1", first.start());
    assertFalse(first.isAboutHealth());
    assertArrayEquals(HEALTH.getBytes(US_ASCII), second.bytes());
    assertTrue(second.isAboutHealth());
    assertTrue(Framed.read(in).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/hold HTTP/1.1\r\nContent-Length: 4\r\n\r\nabc",
        "POST /v1/hold HTTP/1.1\r\nContent-Le",
        "P"
      })
  void whatIsCutIsToldFromAnEnd(String cut) {
    var in = new ByteArrayInputStream(cut.getBytes(US_ASCII));

    assertThrows(EOFException.class, () -> Framed.read(in));
  }

  @Test
  void chunksAreRefusedInsteadOfMisread() {
    var chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    var in = new ByteArrayInputStream(chunked.getBytes(US_ASCII));

    assertThrows(IOException.class, () -> Framed.read(in));
  }
}
