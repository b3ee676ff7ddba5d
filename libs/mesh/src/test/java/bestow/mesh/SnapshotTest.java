package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.testing.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotTest {

  private static final List<Instance> OLDER = List.of(MeshFixture.instance(8001));
  private static final List<Instance> NEWER =
      List.of(MeshFixture.instance(8001), MeshFixture.instance(8002));

  @TempDir Path folder;

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    var snapshot = new Snapshot(folder.resolve("made/by/save"), "bestow-peer");

    assertInstanceOf(Snapshot.Found.Missing.class, snapshot.load());
    snapshot.save(OLDER);
    assertEquals(new Snapshot.Found.Loaded(OLDER), snapshot.load());
    snapshot.save(NEWER);

    assertEquals(new Snapshot.Found.Loaded(NEWER), snapshot.load());
  }

  @Test
  void nothingIsLeftBesideTheListAndTheOneBefore() throws IOException {
    var snapshot = new Snapshot(folder, "bestow-peer");

    for (int i = 0; i < 5; i++) {
      snapshot.save(NEWER);
    }

    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aDamagedFileIsNeverBelievedAndTheOneBeforeIsUsed() throws IOException {
    var snapshot = new Snapshot(folder, "bestow-peer");
    snapshot.save(OLDER);
    snapshot.save(NEWER);
    var file = folder.resolve("bestow-peer.instances");
    var good = Files.readAllBytes(file);

    Seeded.check(
        200,
        random -> {
          var damaged = good.clone();
          damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
          int length = random.nextBoolean() ? damaged.length : random.nextInt(damaged.length);
          Files.write(file, Arrays.copyOf(damaged, length));

          assertEquals(new Snapshot.Found.Loaded(OLDER), snapshot.load());
        });
  }

  @Test
  void aDamagedFileWithoutOneBeforeIsUnusable() throws IOException {
    var snapshot = new Snapshot(folder, "bestow-peer");
    snapshot.save(OLDER);
    var file = folder.resolve("bestow-peer.instances");
    Files.writeString(file, Files.readString(file).replace("8001", "8003"));

    assertInstanceOf(Snapshot.Found.Unusable.class, snapshot.load());
  }

  @Test
  void aListOfANewerVersionIsNotRead() throws IOException {
    new KeptFile(folder, "bestow-peer.instances", 1000)
        .save("bestow-instances 2\nwho knows\n".getBytes(StandardCharsets.US_ASCII));

    assertInstanceOf(Snapshot.Found.Unusable.class, new Snapshot(folder, "bestow-peer").load());
  }

  @Test
  void aDamagedListDoesNotTakeThePlaceOfTheGoodOneBefore() throws IOException {
    var snapshot = new Snapshot(folder, "bestow-peer");
    snapshot.save(OLDER);
    snapshot.save(NEWER);
    var file = folder.resolve("bestow-peer.instances");
    Files.writeString(file, "damaged");
    snapshot.save(NEWER);
    Files.writeString(file, "damaged again");

    assertEquals(new Snapshot.Found.Loaded(OLDER), snapshot.load());
  }

  @Test
  void aNameThatLeavesTheFolderIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Snapshot(folder, "../x"));
  }
}
