package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScriptTest {

  @Test
  void aFileBesideAClassBecomesAScriptOfItsName() {
    Script script = Script.load(ScriptTest.class, "answer.lua");

    assertEquals("answer", script.name());
    assertEquals("#!lua\nreturn 42\n", script.source());
    assertEquals("4573a17d1c795cbb64435de8be64f5e8ee2192b3", script.digest());
  }

  @Test
  void whatIsNotThereIsNamed() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Script.load(ScriptTest.class, "gone.lua"));

    assertTrue(error.toString().contains("gone.lua"), error.toString());
    assertThrows(IllegalArgumentException.class, () -> Script.load(ScriptTest.class, "answer.txt"));
  }

  @Test
  void aScriptWithoutItsFirstLineIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> Script.of("bare", "return 42"));

    assertTrue(error.toString().contains("bare") && error.toString().contains("#!lua"));
    assertThrows(IllegalArgumentException.class, () -> Script.of(" ", "#!lua\nreturn 1"));
  }
}
