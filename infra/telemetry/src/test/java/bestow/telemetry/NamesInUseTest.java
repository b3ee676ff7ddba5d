package bestow.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesInUseTest {

  private static final Dictionary DICTIONARY =
      new Dictionary(
          new TreeMap<>(
              Map.of(
                  "bestow.a.b", entry("bestow.a.b"), "bestow.a.unused", entry("bestow.a.unused"))));

  @TempDir private Path folder;

  private static Dictionary.Entry entry(String name) {
    return new Dictionary.Entry(Dictionary.Kind.COUNTER, name, "s", "meaning");
  }

  /// Writes a class that holds a text.
  private void holds(String className, String text) throws IOException {
    var file = folder.resolve(className.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        ClassFile.of()
            .build(
                ClassDesc.of(className),
                built ->
                    built.withMethodBody(
                        "text",
                        ConstantDescs.MTD_void,
                        0,
                        code -> code.ldc(text).pop().return_())));
  }

  @Test
  void aNameThatIsNotDeclaredAndOneThatNobodyUsesAreTold() throws IOException {
    holds("bestow.a.One", "bestow.a.b");
    holds("bestow.a.Two", "bestow.a.c-d");
    holds("bestow.a.Three", "bestow.a.\u0001");
    holds("bestow.a.Four", "bestow.a");
    holds("bestow.a.Five", "a sentence about bestow.a.x");

    assertEquals(
        List.of(
            "bestow.a.Three puts a name together from \"bestow.a.…\": write it out",
            "bestow.a.Two uses bestow.a.c-d, which is not in dictionary.txt",
            "bestow.a.unused is in dictionary.txt, and nobody uses it"),
        NamesInUse.in(List.of(folder)).differences(DICTIONARY));
  }
}
