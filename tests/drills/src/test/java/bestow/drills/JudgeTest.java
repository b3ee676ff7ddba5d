package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Delivery;
import bestow.drills.History.End;
import bestow.drills.History.Terms;
import bestow.local.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeTest {
  private static final Delivery ONE = new Delivery("a1", "ann");

  @TempDir private Path folder;

  @Test
  void theExitCodeTellsTheVerdict() throws IOException {
    assertEquals(0, judged(List.of(), List.of(ONE)));
    assertEquals(1, judged(List.of(), List.of(ONE, ONE)));
    assertEquals(2, judged(List.of(new Damage("late", 8, 9)), List.of(ONE)));
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
            new Terms(5, 1),
            List.of(new Claim("ann", 1, 2, 200, "a1")),
            faults,
            deliveries,
            new End(3, 4, 4, 1, 0, 0, 1));
    var file = folder.resolve("history");
    Files.writeString(file, history.text());
    return Judge.judge(file, Progress.terminal());
  }
}
