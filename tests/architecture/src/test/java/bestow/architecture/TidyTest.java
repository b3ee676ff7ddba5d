package bestow.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a formatter does not see: sizes, names, what was left lying about.
final class TidyTest {
  private static final int FILE_LINES_MAX = 300;
  private static final int METHOD_LINES_MAX = 60;
  private static final int PARAMETERS_MAX = 5;
  private static final int MAIN_LINES_MAX = 80;
  private static final int SERVICE_README_LINES_MAX = 25;
  private static final int README_LINES_MAX = 200;
  private static final long FILE_BYTES_MAX = 256 << 10;

  // Split, so that this file does not hold them.
  private static final List<String> LEFT_OVERS =
      List.of("TO" + "DO", "FIX" + "ME", "XX" + "X", "@Dis" + "abled", "System" + ".out.print");
  private static final Set<String> BANNED =
      Set.of("common", "util", "utils", "core", "shared", "helper", "base", "misc", "impl");
  // A peer of the benchmark is written as its own world writes.
  private static final Path PEER = Path.of("tests/bench/peer");

  private final Sources sources = new Sources();

  @Test
  void noFileIsLongerThanAPersonReads() {
    none(java().stream().filter(file -> sources.lines(file).size() > FILE_LINES_MAX).toList());
  }

  @Test
  void noMethodIsLongerThanAScreen() {
    none(
        sources.methods().stream()
            .filter(method -> method.lines() > METHOD_LINES_MAX)
            .filter(method -> !method.file().startsWith(PEER))
            .toList());
  }

  @Test
  void noMethodTakesMoreThanFiveThings() {
    none(
        sources.methods().stream()
            .filter(method -> method.parameters() > PARAMETERS_MAX)
            .filter(method -> !method.name().equals("<init>"))
            .filter(method -> !method.file().startsWith(PEER))
            .toList());
  }

  @Test
  void everyMainIsAListOfNounsBeingWired() {
    none(
        java().stream()
            .filter(file -> file.startsWith("services") && file.endsWith("Main.java"))
            .filter(file -> code(file) > MAIN_LINES_MAX)
            .toList());
  }

  @Test
  void noFolderIsNamedForWhereThingsWerePut() {
    none(
        sources.all().stream()
            .filter(file -> !file.startsWith(PEER))
            .filter(file -> hasBannedPart(file))
            .toList());
  }

  @Test
  void nothingIsLeftForLater() {
    var found = new ArrayList<String>();
    for (Path file : java()) {
      for (String word : LEFT_OVERS) {
        if (sources.text(file).contains(word)) found.add(file + ": " + word);
      }
    }
    none(found);
  }

  @Test
  void everyPackageSaysWhatItIs() {
    var described =
        sources.named("package-info.java").stream()
            .map(Path::getParent)
            .collect(Collectors.toSet());
    none(
        java().stream()
            .filter(file -> file.toString().contains("src/main"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !described.contains(folder))
            .toList());
  }

  @Test
  void everyScriptIsRunBySomebody() {
    var code = java().stream().map(sources::text).collect(Collectors.joining());
    none(
        scripts().stream()
            .filter(script -> !code.contains("\"" + script.getFileName() + "\""))
            .toList());
  }

  @Test
  void everyScriptIsRefusedBeforeItsFirstLineOrNotAtAll() {
    none(scripts().stream().filter(script -> !sources.text(script).startsWith("#!lua")).toList());
  }

  @Test
  void noFileIsABlob() {
    none(sources.all().stream().filter(file -> sources.size(file) > FILE_BYTES_MAX).toList());
  }

  @Test
  void everyServiceHasAReadmeOfOneScreen() {
    var readmes =
        sources.named("README.md").stream()
            .filter(file -> file.startsWith("services") && file.getNameCount() == 3)
            .toList();

    assertEquals(7, readmes.size(), readmes.toString());
    none(
        readmes.stream()
            .filter(file -> sources.lines(file).size() > SERVICE_README_LINES_MAX)
            .toList());
    assertFalse(sources.lines(Path.of("README.md")).size() > README_LINES_MAX);
  }

  @Test
  void everyVerbOfTheMakefileIsShort() {
    var tooLong = new ArrayList<String>();
    int recipe = 0;
    for (String line : sources.lines(Path.of("Makefile"))) {
      recipe = line.startsWith("\t") ? recipe + 1 : 0;
      if (recipe == 6) tooLong.add(line);
    }
    none(tooLong);
  }

  private List<Path> scripts() {
    return sources.named(".lua").stream().filter(file -> !file.startsWith(PEER)).toList();
  }

  private List<Path> java() {
    return sources.named(".java").stream().filter(file -> !file.startsWith(PEER)).toList();
  }

  private long code(Path file) {
    return sources.lines(file).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("import"))
        .count();
  }

  private static boolean hasBannedPart(Path file) {
    var words = Pattern.compile("[-.]");
    for (Path part : file) {
      if (words.splitAsStream(part.toString()).anyMatch(BANNED::contains)) return true;
    }
    return false;
  }

  private static void none(List<?> found) {
    assertEquals(List.of(), found);
  }
}
