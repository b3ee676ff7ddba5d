package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CutOffTest {
  @Test
  void aSlotIsTheOneThatRedisGives() {
    // As CLUSTER KEYSLOT says.
    assertEquals(12_739, CutOff.slot("123456789"));
    assertEquals(12_182, CutOff.slot("foo"));
  }

  @Test
  void anOrderIsTheFirstMastersByItsShard() {
    var number = "abcdefghijklmnopqrstuvwx%s000001";

    assertTrue(CutOff.has(number.formatted("03")), "765 of 16,384");
    assertFalse(CutOff.has(number.formatted("4a")), "13,454 of 16,384");
  }
}
