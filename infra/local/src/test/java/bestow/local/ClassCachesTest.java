package bestow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassCachesTest {
  private static final Instant BUILT = Instant.parse("2026-11-21T08:00:00Z");

  @TempDir Path target;
  private Path jar;
  private Path library;
  private Path cache;

  @BeforeEach
  void packaged() throws IOException {
    library = jar("mesh.jar", "");
    jar = jar("quota.jar", "mesh.jar");
    cache = Files.createFile(target.resolve("quota.aot"));
    at(library, BUILT);
    at(jar, BUILT);
    at(cache, BUILT.plusSeconds(1));
  }

  @Test
  void aFreshCacheIsUsed() {
    assertEquals(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off"), ClassCaches.USED.flags(jar));
    assertEquals(List.of(), ClassCaches.NONE.flags(jar));
  }

  @Test
  void aCacheThatIsNotThereIsNotNamed() throws IOException {
    Files.delete(cache);

    assertEquals(List.of(), ClassCaches.USED.flags(jar));
  }

  @Test
  void aJarThatWasBuiltSinceHasNone() throws IOException {
    at(jar, BUILT.plusSeconds(2));

    assertEquals(List.of(), ClassCaches.USED.flags(jar));
  }

  @Test
  void norHasOneWhoseLibraryWasBuiltSinceOrIsGone() throws IOException {
    at(library, BUILT.plusSeconds(2));
    assertFalse(ClassCaches.isFresh(jar));

    at(library, BUILT);
    assertTrue(ClassCaches.isFresh(jar));

    Files.delete(library);
    assertFalse(ClassCaches.isFresh(jar));
  }

  @Test
  void aNewOneIsWrittenWhateverIsThere() {
    assertEquals(List.of("-XX:AOTCacheOutput=" + cache), ClassCaches.WRITTEN.flags(jar));
  }

  private Path jar(String name, String libraries) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!libraries.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries);
    }
    var file = target.resolve(name);
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }

  private static void at(Path file, Instant changed) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(changed));
  }
}
