package bestow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {

  private static final int MANY = 1000;

  @TempDir private Path folder;

  @Test
  void whatWasRecordedIsThereAfterARestart() throws IOException {
    try (var ledger = open(MANY)) {
      assertInstanceOf(Recorded.Fresh.class, ledger.deliverOnce(gift("o-1")));
      assertInstanceOf(Recorded.Fresh.class, ledger.deliverOnce(gift("o-2")));
      assertInstanceOf(Recorded.Known.class, ledger.revoke("o-2"));
    }

    try (var ledger = open(MANY)) {
      assertInstanceOf(Recorded.Known.class, ledger.deliverOnce(gift("o-1")));
      assertTrue(ledger.find("o-2").orElseThrow().revoked());
      assertEquals(3, ledger.counts().lines());
      assertInstanceOf(Recorded.Fresh.class, ledger.deliverOnce(gift("o-3")));
      assertEquals(4, Files.readAllLines(file()).size());
    }
  }

  @Test
  void aLineThatWasCutOffAnywhereIsTakenAwayAndTheOthersStay() throws IOException {
    try (var ledger = open(MANY)) {
      var _ = ledger.deliverOnce(gift("o-1"));
      var _ = ledger.deliverOnce(gift("o-2"));
    }
    var whole = Files.readAllBytes(file());
    int first = Files.readAllLines(file()).getFirst().length() + 1;

    for (int length = first; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (var ledger = open(MANY)) {
        assertEquals(1, ledger.counts().lines(), "cut off after " + length);
        assertInstanceOf(Recorded.Known.class, ledger.deliverOnce(gift("o-1")));
        assertInstanceOf(Recorded.Fresh.class, ledger.deliverOnce(gift("o-2")));
      }
      assertEquals(2, Files.readAllLines(file()).size());
    }
  }

  @Test
  void aLineThatIsNoEntryKeepsItFromStarting() throws IOException {
    Files.writeString(file(), "{\"seq\":1}\n");
    assertThrows(IOException.class, () -> open(MANY).close());

    Files.writeString(file(), "x".repeat(10_000));
    assertThrows(IOException.class, () -> open(MANY).close());
  }

  @Test
  void aLineInTheWrongPlaceKeepsItFromStarting() throws IOException {
    try (var ledger = open(MANY)) {
      var _ = ledger.deliverOnce(gift("o-1"));
      var _ = ledger.deliverOnce(gift("o-2"));
    }
    Files.writeString(file(), Files.readAllLines(file()).getLast() + "\n");

    var refused = assertThrows(IOException.class, () -> open(MANY).close());

    assertTrue(String.valueOf(refused.getMessage()).endsWith("says that it is line 2"));
  }

  @Test
  void manyAtOnceAreOneLineEachInOneRow() throws Exception {
    try (var ledger = open(MANY);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Recorded>>();
      for (int i = 0; i < 900; i++) {
        var order = "o-" + i % 300;
        tasks.add(() -> ledger.deliverOnce(gift(order)));
      }
      int fresh = 0;
      for (var task : threads.invokeAll(tasks)) {
        fresh += task.get() instanceof Recorded.Fresh ? 1 : 0;
      }

      assertEquals(300, fresh);
      assertEquals(300, ledger.counts().deliveries());
      assertEquals(ledger.durableBytes(), Files.size(file()));
    }

    try (var ledger = open(MANY)) {
      assertEquals(300, ledger.counts().orders());
    }
  }

  @Test
  void aFullLedgerTakesNoFurtherOrderButKnowsTheOldOnes() throws IOException {
    try (var ledger = open(1)) {
      assertInstanceOf(Recorded.Fresh.class, ledger.deliverOnce(gift("o-1")));

      assertInstanceOf(Recorded.Failed.class, ledger.deliverOnce(gift("o-2")));
      assertInstanceOf(Recorded.Known.class, ledger.deliverOnce(gift("o-1")));
    }
  }

  @Test
  void onceItCannotBeWrittenItTakesNothingAnyMore() throws IOException {
    var ledger = open(MANY);
    ledger.close();

    assertInstanceOf(Recorded.Failed.class, ledger.deliverOnce(gift("o-1")));
    assertInstanceOf(Recorded.Failed.class, ledger.deliverAgain(gift("o-1")));
    assertTrue(!ledger.works());
  }

  private Ledger open(int ordersMax) throws IOException {
    return Ledger.open(file(), new Ledger.Bounds(ordersMax, 0), InstantSource.system());
  }

  private Path file() {
    return folder.resolve("ledger.jsonl");
  }

  private static GiftRequest gift(String order) {
    return new GiftRequest(order, "alice", "vip-day", null, null);
  }
}
