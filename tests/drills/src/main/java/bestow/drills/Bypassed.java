package bestow.drills;

import bestow.drills.Answers.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What may be left out hangs.
final class Bypassed implements Drill {
  private static final String HUNG = "reporting-1";
  // The machine is still getting warm in its first half: what p99 grows by is told from the second.
  private static final Duration CALM = Duration.ofSeconds(30);
  private static final Duration BAD = Duration.ofSeconds(20);
  private static final Duration AFTER = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "bypass";
  }

  @Override
  public String story() {
    return "Reporting hangs (SIGSTOP), at 200 claims a second. Telling it is optional: a claim must"
        + " not wait for it.";
  }

  @Override
  public Site site() {
    return Site.of(200);
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, InterruptedException {
    scene.run(CALM);
    long hangs = scene.mark("reporting hangs");
    scene.cast().pause(HUNG);
    scene.run(BAD);
    long healed = scene.mark("reporting goes on");
    scene.cast().resume(HUNG);
    scene.run(AFTER);

    var answers = scene.answers();
    double before = answers.millis(0.99, new Span(hangs - CALM.toNanos() / 2, hangs));
    double during = answers.millis(0.99, new Span(hangs, healed));
    return List.of(
        Figure.atMost(25, "ms", "how much p99 grows", during - before),
        Figure.told("ms", "p99 in the 15 s before", before),
        Figure.told("ms", "p99 while reporting hangs", during),
        Figure.atLeast(
            99.9, "%", "claims answered well", answers.percent(new Span(0, scene.now()))));
  }
}
