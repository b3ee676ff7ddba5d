package bestow.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {

  private static Dictionary read(String text) throws IOException {
    return Dictionary.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void theDictionaryOfThisVersionIsInOrder() {
    var cut = Dictionary.load().entries().get("bestow.server.connections.cut");

    assertTrue(cut != null && cut.kind() == Dictionary.Kind.COUNTER);
    assertTrue(cut.unit().equals("{connection}"));
  }

  @Test
  void aLineIsKindNameUnitAndMeaning() throws IOException {
    var dictionary =
        read("# a remark\n\ncounter | bestow.a.b | {x} | How many\nattribute|bestow.c|-|Which\n");

    assertEquals(
        List.of(
            new Dictionary.Entry(Dictionary.Kind.COUNTER, "bestow.a.b", "{x}", "How many"),
            new Dictionary.Entry(Dictionary.Kind.ATTRIBUTE, "bestow.c", "-", "Which")),
        List.copyOf(dictionary.entries().values()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counter | bestow.a | {x}",
        "counter | bestow.a | {x} | a | b",
        "number | bestow.a | {x} | a",
        "counter | other.a | {x} | a",
        "counter | bestow.A | {x} | a",
        "counter | bestow.a | - | a",
        "attribute | bestow.a | s | a",
        "counter | bestow.a |  | a",
        "counter | bestow.a | s | ",
        "counter | bestow.b | s | b\ncounter | bestow.a | s | a",
        "counter | bestow.a | s | a\ncounter | bestow.a | s | a"
      })
  void aLineThatIsWrongIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> read(text));
  }
}
