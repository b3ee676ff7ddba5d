package bestow.drills;

import bestow.drills.Answers.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// All instances of a callee fail at most of their calls.
final class BrownOut implements Drill {
  private static final int INSTANCES = 4;
  private static final Duration CALM = Duration.ofSeconds(8);
  private static final Duration BAD = Duration.ofSeconds(20);
  private static final Duration AFTER = Duration.ofSeconds(15);
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "brown-out";
  }

  @Override
  public String story() {
    return "All four instances of session answer 500 to four of five calls, at 200 claims a second."
        + " Asking who somebody is may be repeated, and repeats would make it worse.";
  }

  @Override
  public Site site() {
    return Site.of(200).instances("session", INSTANCES).relayed("session");
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, InterruptedException {
    scene.run(CALM);
    long bad = scene.mark("each of session's instances fails at 80 % of its calls");
    for (int i = 1; i <= INSTANCES; i++) {
      scene.cast().behave("session-" + i, new Fault.Failing(0.8));
    }
    scene.run(BAD);
    long healed = scene.mark("all of them are well again");
    for (int i = 1; i <= INSTANCES; i++) {
      scene.cast().behave("session-" + i, new Fault.Well());
    }
    scene.run(AFTER);
    long end = scene.now();

    var after = new Span(healed + RECOVERY.toNanos(), end);
    var answers = scene.answers();
    long out =
        scene.traffic().looks().stream()
            .filter(look -> look.at() > bad && look.at() < healed)
            .mapToLong(look -> look.states().keySet().stream().filter(id -> !look.isIn(id)).count())
            .max()
            .orElse(0);
    return List.of(
        Figure.atMost(
            1.1, "", "attempts ÷ requests during it", attempts(scene, new Span(bad, healed))),
        Figure.atMost(1.01, "", "attempts ÷ requests 10 s after it", attempts(scene, after)),
        Figure.atLeast(
            10, "%", "claims answered well during it", answers.percent(new Span(bad, healed))),
        Figure.atLeast(99.9, "%", "claims answered well 10 s after it", answers.percent(after)),
        Figure.atMost(INSTANCES / 2.0, "", "instances out at once", (double) out));
  }

  // A claim asks session once.
  private static double attempts(Scene scene, Span span) {
    return (double) scene.traffic().asked(span) / scene.answers().count(span, _ -> true);
  }
}
