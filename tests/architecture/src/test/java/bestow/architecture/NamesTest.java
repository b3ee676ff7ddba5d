package bestow.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.telemetry.Dictionary;
import bestow.telemetry.NamesInUse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every name of our own that is measured or traced stands in the dictionary, and nothing else
// does.
final class NamesTest {

  @Test
  void theDictionaryHoldsExactlyTheNamesInUse() throws IOException {
    var compiled = new Sources().compiled();
    // All rooms, or a name that is only used in a missing one would be told as unused.
    assertTrue(compiled.size() >= 15, compiled.toString());

    assertEquals(List.of(), NamesInUse.in(compiled).differences(Dictionary.load()));
  }
}
