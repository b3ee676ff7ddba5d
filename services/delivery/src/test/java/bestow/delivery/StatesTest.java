package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.wire.delivery.OrderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private static final OrderNumber BUNDLE = Samples.number();
  private static final Asked ASKED = Samples.asked("sandbox@1");
  private static final Attempt.End END = new Attempt.End("read", 0);
  private static final long SOON = ASKED.promisedBy() - 1_800_000;
  private static final long LATE = ASKED.promisedBy() + 2 * Schedule.USUAL.deadMillis();
  private static final String NONE = "[*]";

  /// What is alike in two orders that may do the same next.
  private record Kind(
      OrderState state, boolean dead, boolean doubt, Order.Risks risks, boolean due, PartOf part) {}

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
    var events = new ArrayList<Event>();
    events.add(new Event.Accept(NUMBER, ASKED));
    for (var role : PartOf.Role.values()) {
      var part = ASKED.partOf(new PartOf(BUNDLE.value(), role));
      events.add(new Event.Accept(NUMBER, part));
    }
    events.add(new Event.Forbid(NUMBER, ASKED));
    for (var kind : Terms.Kind.values()) {
      var terms = ModelTerms.of(kind);
      events.add(Samples.begin(NUMBER, "t-" + before.map(Order::version).orElse(0L), kind));
      before.map(Order::attempt).ifPresent(attempt -> events.addAll(outcomes(attempt, terms)));
    }
    return events;
  }

  private static List<Event> outcomes(int attempt, Terms terms) {
    return List.of(
        new Event.Delivered(attempt, "r-1", END),
        new Event.Refused(attempt, "not-eligible", Event.Earlier.SETTLED, terms, END),
        new Event.Refused(attempt, "not-eligible", Event.Earlier.OPEN, terms, END),
        new Event.NotDone(attempt, Attempt.Outcome.NOT_SENT, terms, END),
        new Event.Unclear(attempt, terms, END),
        new Event.NeverHeard(attempt, Event.Earlier.SETTLED),
        new Event.Later(Schedule.USUAL.deadMillis()),
        new Event.Resend("ann", "it is back"),
        new Event.MakeGood(NUMBER, ASKED, BUNDLE, "ann", "it never came"),
        new Event.MadeGood(BUNDLE, "ann", "it never came"),
        new Event.Told(0, new Verdict.Delivered("r-1", END)),
        new Event.GiveUp("ann", "it is gone"),
        new Event.Go(),
        new Event.Undo(BUNDLE),
        new Event.Revoke("ann", "by mistake"),
        new Event.Revoked(),
        new Event.RevokeRefused(Revoking.REFUSED));
  }

  private static Kind kind(Order order, long now) {
    return new Kind(
        order.state(),
        order.isDead(),
        order.doubt() > 0,
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
