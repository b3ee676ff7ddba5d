package bestow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many who are asked about together.
@Timeout(20)
final class GatheringTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ConcurrentLinkedQueue<List<Integer>> asked = new ConcurrentLinkedQueue<>();

  @Test
  void whoeverComesAloneIsAskedAboutAfterAWhile() throws Exception {
    var gathering = gathering(10, Duration.ofMillis(1));

    assertEquals(List.of(Optional.of("7")), ask(gathering, 7, 1));
    assertEquals(List.of(List.of(7)), List.copyOf(asked));
  }

  @Test
  void aFullGroupWaitsNoLongerAndEachGetsItsOwnAnswer() throws Exception {
    // A minute is never waited for: four groups are full.
    var told = ask(gathering(5, LONG), 0, 20);

    for (int i = 0; i < 20; i++) {
      assertEquals(Optional.of(Integer.toString(i)), told.get(i));
    }
    assertEquals(List.of(5, 5, 5, 5), asked.stream().map(List::size).toList());
  }

  @Test
  void whereNobodyCanTellNothingIsToldToAnybody() throws Exception {
    var gathering = new Gathering<Integer, String>(_ -> List.of(), 3, LONG, Ticker.system());

    assertEquals(
        List.of(Optional.empty(), Optional.empty(), Optional.empty()), ask(gathering, 0, 3));
  }

  @Test
  void whereAskingFailsTheOthersAreNotKeptWaiting() {
    var gathering =
        new Gathering<Integer, String>(
            _ -> {
              throw new IllegalStateException("the test wants it so");
            },
            3,
            LONG,
            Ticker.system());

    // The one who asked fails; the others come back with nothing, well before their deadline.
    var failed = assertThrows(ExecutionException.class, () -> ask(gathering, 0, 3));
    assertTrue(String.valueOf(failed.getMessage()).contains("the test wants it so"));
  }

  private Gathering<Integer, String> gathering(int most, Duration time) {
    return new Gathering<>(
        group -> {
          asked.add(List.copyOf(group));
          return group.stream().map(String::valueOf).toList();
        },
        most,
        time,
        Ticker.system());
  }

  private static List<Optional<String>> ask(
      Gathering<Integer, String> gathering, int from, int many)
      throws InterruptedException, ExecutionException {
    var context = CallContext.root(Deadline.in(LONG, Ticker.system()), Criticality.COMMIT);
    var told = new ArrayList<Optional<String>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking = new ArrayList<Future<Optional<String>>>();
      for (int i = 0; i < many; i++) {
        int one = from + i;
        asking.add(threads.submit(context.carry(() -> gathering.ask(one))));
      }
      for (var each : asking) {
        told.add(each.get());
      }
    }
    return told;
  }
}
