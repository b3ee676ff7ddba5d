package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.drills.History.Bounds;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Delivery;
import bestow.drills.History.End;
import bestow.drills.History.Header;
import bestow.drills.History.Look;
import bestow.drills.History.Place;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import bestow.drills.History.Told;
import bestow.local.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeTest {
  private static final Delivery ONE = new Delivery("a1", "ann", "cup");

  @TempDir private Path folder;

  @Test
  void theExitCodeTellsTheVerdict() throws IOException {
    assertEquals(0, judged(List.of(), List.of(ONE)));
    assertEquals(1, judged(List.of(), List.of(ONE, ONE)));
    assertEquals(2, judged(List.of(new Damage("late", Place.WAY, 8, 9)), List.of(ONE)));
  }

  @Test
  void whatIsNoHistoryIsRefused() throws IOException {
    assertEquals(2, Judge.judge(folder.resolve("none"), Progress.terminal()));
    var file = folder.resolve("rubbish");
    Files.writeString(file, "rubbish");
    assertEquals(2, Judge.judge(file, Progress.terminal()));
  }

  private int judged(List<Damage> faults, List<Delivery> deliveries) throws IOException {
    var history =
        new History(
            new Header("swarm", 1, 90, "v1", "", new Bounds(60, 0)),
            List.of(Terms.once("cup", 5, 1)),
            new Told(
                List.of(new Claim("ann", "cup", 1, 2, 200, "a1")),
                List.of(new Look("a1", 4, 4.1, "delivered"))),
            faults,
            new End(3, 4, List.of(new Stock("cup", 4, 1, 0, 0, 1)), deliveries, List.of()));
    var file = folder.resolve("history");
    Files.writeString(file, history.text());
    return Judge.judge(file, Progress.terminal());
  }
}
