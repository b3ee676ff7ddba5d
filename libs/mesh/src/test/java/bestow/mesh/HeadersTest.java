package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {

  @Test
  void theFirstOfANameIsFoundInAnyCase() {
    var headers = Headers.of("X-One", "1").with("x-two", " 2 ").with("X-Two", "3");

    assertEquals(Optional.of("1"), headers.first("x-one"));
    assertEquals(Optional.of("2"), headers.first("X-TWO"));
    assertEquals(Optional.empty(), headers.first("X"));
    assertEquals(Optional.empty(), headers.first("X-Three"));
    assertEquals(Optional.empty(), Headers.none().first("X-One"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nHost: evil", "a\nb", "a\u0000", "a\u007f", "\u0142"})
  void aValueThatWouldBreakTheRequestIsRefused(String value) {
    assertThrows(IllegalArgumentException.class, () -> Headers.of("X-One", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r\n", "(a)"})
  void aNameThatIsNoTokenIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> Headers.of(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length", "transfer-encoding", "HOST", "Connection", "Bestow-Deadline-Ms"})
  void aHeaderThatTheMeshWritesItselfIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> Headers.of(name, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "/a b", "/a\r\nHost: evil", "/\u00e9"})
  void aPathThatWouldBreakTheRequestIsRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> Call.get(path, "/"));
  }
}
