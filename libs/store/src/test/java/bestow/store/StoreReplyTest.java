package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoreReplyTest {

  @Test
  void whatRedisTurnsAwayAtTheDoorHasNotRun() {
    for (String code :
        List.of("LOADING", "READONLY", "OOM", "MISCONF", "BUSY", "NOSCRIPT", "NOREPLICAS")) {
      assertTrue(new StoreReply.Failed(code + " not now").nothingRan(), code);
    }
  }

  @Test
  void whatAroseInsideTheScriptMayHaveWritten() {
    assertFalse(new StoreReply.Failed("OOM not now script: 0a1b, on @user_script:3.").nothingRan());
    assertFalse(new StoreReply.Failed("WRONGTYPE Operation against a key").nothingRan());
    assertFalse(new StoreReply.Failed("ERR something").nothingRan());
  }

  @Test
  void theCodeIsTheFirstWord() {
    assertEquals("OOM", new StoreReply.Failed("OOM not now").code());
    assertEquals("ODD", new StoreReply.Failed("ODD").code());
  }
}
