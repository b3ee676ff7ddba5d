package bestow.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTest {

  private static final Value TEXT = new Value.Text("free".getBytes(UTF_8));
  private static final Value NUMBER = new Value.Number(3);
  private static final Value MANY = new Value.Many(List.of(TEXT, NUMBER));
  private static final Value NOTHING = new Value.Nothing();

  @Test
  void whatIsAskedForAndWhatCameMustAgree() {
    assertEquals("free", MANY.many().text(0));
    assertEquals(3, MANY.many().number(1));

    assertThrows(IllegalStateException.class, NUMBER::text);
    assertThrows(IllegalStateException.class, TEXT::number);
    assertThrows(IllegalStateException.class, TEXT::many);
    assertThrows(IllegalStateException.class, NOTHING::text);
    assertThrows(IllegalStateException.class, () -> MANY.many().at(2));
  }

  @Test
  void digitsInATextAreANumber() {
    assertEquals(-12, new Value.Text("-12".getBytes(UTF_8)).number());
  }

  @Test
  void onlyNothingIsAbsent() {
    assertTrue(NOTHING.absent());
    assertFalse(MANY.absent());
  }

  @Test
  void textsAreEqualByTheirBytesAndNeverShowThem() {
    Value same = new Value.Text("free".getBytes(UTF_8));

    assertEquals(TEXT, same);
    assertEquals(TEXT.hashCode(), same.hashCode());
    assertNotEquals(TEXT, new Value.Text("sold".getBytes(UTF_8)));
    assertFalse(TEXT.toString().contains("free"));
  }
}
