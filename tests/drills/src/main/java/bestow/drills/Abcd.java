package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One of four instances dies, comes back, then fails at all it is asked, and heals.
final class Abcd implements Drill {
  private static final String A = "quota-1";
  private static final Duration CALM = Duration.ofSeconds(8);
  private static final Duration BAD = Duration.ofSeconds(12);
  private static final Duration BACK_MAX = Duration.ofSeconds(40);
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "abcd";
  }

  @Override
  public String story() {
    return "Four instances of quota, A to D, and 200 claims a second. A is killed and started again;"
        + " later it answers 500 to everything for a while.";
  }

  @Override
  public Site site() {
    return Site.of(200).instances("quota", 4).relayed("quota");
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.run(CALM);
    long killed = scene.mark("A is killed");
    scene.cast().kill(A);
    long deadOut = scene.await(look -> !look.isIn(A), BAD);
    scene.run(BAD);
    scene.cast().start(A);
    long started = scene.mark("A is ready again");
    long startedBack = scene.awaitShare(A, 0.125, BACK_MAX);
    scene.mark("A has half of its share again");
    scene.run(CALM);
    long failing = scene.mark("A answers 500 to everything");
    scene.cast().behave(A, new Fault.Failing(1));
    long failingOut = scene.await(look -> !look.isIn(A), BAD);
    scene.run(BAD);
    scene.cast().behave(A, new Fault.Well());
    long healed = scene.mark("A is well again");
    long healedBack = scene.awaitShare(A, 0.125, BACK_MAX);
    scene.mark("A has half of its share again");
    scene.run(GRACE);
    long end = scene.now();

    var answers = scene.answers();
    var figures = new ArrayList<Figure>();
    figures.add(
        Figure.atMost(
            3,
            "",
            "claims that failed before the dead A was out",
            answers.failed(new Span(killed, Math.max(deadOut, killed + GRACE.toNanos())))));
    figures.add(Figure.atMost(2, "s", "the dead A was out after", (deadOut - killed) / 1e9));
    figures.add(Figure.atMost(30, "s", "back after its start", (startedBack - started) / 1e9));
    figures.add(Figure.atMost(2, "s", "the failing A was out after", (failingOut - failing) / 1e9));
    figures.add(Figure.atMost(30, "s", "back after it healed", (healedBack - healed) / 1e9));
    figures.add(
        Figure.atLeast(
            99.9,
            "%",
            "claims answered well, but for 2 s after each fault",
            answers.percentBut(GRACE, List.of(killed, failing), end)));
    return figures;
  }
}
