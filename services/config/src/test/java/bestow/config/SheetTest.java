package bestow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.testing.Seeded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SheetTest {
  private static final Sheet SHEET = new Sheet(List.of("7", "spring", ""), "one\n\ntwo 喜\n");

  @Test
  void whatIsWrittenIsReadAgain() {
    assertEquals(Optional.of(SHEET), Sheet.read(SHEET.write()));
    var empty = new Sheet(List.of("1"), "");
    assertEquals(Optional.of(empty), Sheet.read(empty.write()));
  }

  @Test
  void theNumberThatScriptsReadStandsFirst() {
    assertEquals("7 ", SHEET.write().substring(0, 2));
  }

  @Test
  void anyOtherLetterAnywhereIsNoticed() {
    var written = SHEET.write();
    Seeded.check(
        500,
        random -> {
          int at = random.nextInt(written.length());
          char other = (char) (written.charAt(at) ^ (1 << random.nextInt(7)));
          var damaged = written.substring(0, at) + other + written.substring(at + 1);

          assertEquals(Optional.empty(), Sheet.read(damaged), "at " + at);
        });
  }

  @Test
  void aPartOfARecordIsNone() {
    var written = SHEET.write();
    for (int end = 0; end < written.length(); end++) {
      assertEquals(Optional.empty(), Sheet.read(written.substring(0, end)), "to " + end);
    }
  }
}
