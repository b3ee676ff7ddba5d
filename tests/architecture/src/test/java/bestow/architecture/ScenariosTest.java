package bestow.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each scenario that the mesh has to pass is proved by a test, which says so itself.
final class ScenariosTest {
  private static final Path TABLE = Path.of("libs/mesh/SCENARIOS.md");
  private static final int SCENARIOS = 50;
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*\\| (.+) \\|");
  private static final Pattern PROOF = Pattern.compile("`(\\w+)\\.(\\w+)`");

  private final Sources sources = new Sources();

  @Test
  void eachScenarioNamesTestsThatNameIt() {
    var rows =
        sources.lines(TABLE).stream().map(ROW::matcher).filter(row -> row.matches()).toList();

    assertEquals(
        IntStream.rangeClosed(1, SCENARIOS).boxed().toList(),
        rows.stream().map(row -> Integer.parseInt(row.group(1))).toList());
    for (var row : rows) {
      var proofs = PROOF.matcher(row.group(2)).results().toList();
      assertTrue(!proofs.isEmpty(), row.group());
      for (var proof : proofs) {
        var says = Pattern.compile("/// Scenarios?[^.:]*\\b" + row.group(1) + "\\b");
        assertTrue(
            says.matcher(above(proof.group(1), proof.group(2))).find(),
            proof.group() + " says nothing of scenario " + row.group(1));
      }
    }
  }

  /// What is written right above a test method.
  private String above(String test, String method) {
    var text =
        sources.named(test + ".java").stream()
            .map(sources::text)
            .filter(source -> source.contains("void " + method + "("))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no " + test + "." + method));
    int at = text.indexOf("void " + method + "(");
    return text.substring(text.lastIndexOf("\n\n", at), at);
  }
}
