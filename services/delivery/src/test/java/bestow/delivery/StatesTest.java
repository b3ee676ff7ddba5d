package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.wire.delivery.OrderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The picture of an order's life, drawn from the rules themselves: `STATES.md` beside the README.
/// Where it is out of date it is written anew, and the test fails.
final class StatesTest {

  private static final Path PICTURE = Path.of("STATES.md");
  private static final OrderNumber NUMBER = Samples.number();
  private static final Asked ASKED = Samples.asked("sandbox@1");
  private static final long SOON = ASKED.promisedBy() - 1_800_000;
  private static final long LATE = ASKED.promisedBy() + 2 * Schedule.USUAL.deadMillis();
  private static final String NONE = "[*]";

  /// What is alike in two orders that may do the same next.
  private record Kind(
      OrderState state,
      boolean dead,
      boolean doubt,
      boolean open,
      Order.Risks risks,
      boolean due,
      PartOf part) {}

  @Test
  void thePictureIsAsTheRulesAre() throws IOException {
    var drawn = picture();
    var before = Files.exists(PICTURE) ? Files.readString(PICTURE) : "";

    if (!drawn.equals(before)) {
      Files.writeString(PICTURE, drawn);
    }

    assertEquals(drawn, before, "STATES.md was out of date and is written anew");
  }

  @Test
  void noStepLeavesAFinalStateButThatWhatWasDeliveredIsTakenBack() {
    var steps = steps();

    assertEquals(
        List.of(Map.entry("delivered --> revoking", Set.of("Revoke", "Undo"))),
        steps.entrySet().stream()
            .filter(step -> step.getKey().startsWith("delivered -->"))
            .toList());
    assertTrue(steps.keySet().stream().noneMatch(step -> step.startsWith("revoked -->")));
    assertTrue(steps.keySet().stream().noneMatch(step -> step.startsWith("refused -->")));
    assertTrue(steps.keySet().stream().noneMatch(step -> step.startsWith("void -->")));
  }

  private static String picture() {
    var picture = new StringBuilder("# An order's life\n\nDrawn from `OrderRules` by a test.\n");
    picture.append("\n```mermaid\nstateDiagram-v2\n");
    steps()
        .forEach(
            (step, events) ->
                picture
                    .append("  ")
                    .append(step)
                    .append(" : ")
                    .append(String.join(", ", events))
                    .append('\n'));
    return picture.append("```\n").toString();
  }

  /// Every change of state that any event can bring about, and which events do.
  private static Map<String, Set<String>> steps() {
    var steps = new TreeMap<String, Set<String>>();
    var seen = new HashSet<Kind>();
    var next = new ArrayDeque<Optional<Order>>();
    next.add(Optional.empty());
    while (!next.isEmpty()) {
      var before = next.remove();
      for (var event : events(before)) {
        for (long now : List.of(SOON, SOON + 500_000, LATE)) {
          var after = OrderRules.advance(before, event, now).order();
          var from = before.map(StatesTest::name).orElse(NONE);
          if (!from.equals(name(after))) {
            steps
                .computeIfAbsent(from + " --> " + name(after), _ -> new TreeSet<>())
                .add(event.getClass().getSimpleName());
          }
          if (seen.add(kind(after, now))) {
            next.add(Optional.of(after));
          }
        }
      }
    }
    return steps;
  }

  private static List<Event> events(Optional<Order> before) {
    return Events.of(before, NUMBER, ASKED, "t-" + before.map(Order::version).orElse(0L));
  }

  private static Kind kind(Order order, long now) {
    return new Kind(
        order.state(),
        order.isDead(),
        order.doubt() > 0,
        order.newest().filter(newest -> newest.outcome() == Attempt.Outcome.OPEN).isPresent(),
        order.risks(),
        order.dueAt() <= now,
        order.asked().part());
  }

  private static String name(Order order) {
    if (order.isDead() && order.state() == OrderState.REVOKING) {
      return "revoking_dead_letter";
    }
    boolean letter = order.isDead() && order.state() != OrderState.PRESUMED;
    return letter ? "dead_letter" : order.state().word();
  }
}
