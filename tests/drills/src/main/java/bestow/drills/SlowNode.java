package bestow.drills;

import bestow.drills.Answers.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// One of four instances answers everything, and late.
final class SlowNode implements Drill {
  private static final String SLOW = "quota-1";
  private static final Duration BY = Duration.ofMillis(120);
  private static final Duration CALM = Duration.ofSeconds(8);
  private static final Duration BAD = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration BACK_MAX = Duration.ofSeconds(40);

  @Override
  public String name() {
    return "slow-node";
  }

  @Override
  public String story() {
    return "One of four instances of quota answers "
        + BY.toMillis()
        + " ms later than the others, at 200 claims a second. It fails at nothing; the gateway is"
        + " told that 80 ms are too slow (callee.quota.slow).";
  }

  @Override
  public Site site() {
    return Site.of(200)
        .instances("quota", 4)
        .relayed("quota")
        .with("gateway", "callee.quota.slow", "80ms");
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, InterruptedException {
    scene.run(CALM);
    long slow = scene.mark("quota-1 answers " + BY.toMillis() + " ms late");
    scene.cast().behave(SLOW, new Fault.Slow(BY));
    long out = scene.await(look -> !look.isIn(SLOW), BAD);
    scene.run(BAD);
    long healed = scene.mark("quota-1 is as fast as the others");
    scene.cast().behave(SLOW, new Fault.Well());
    long back = scene.awaitShare(SLOW, 0.125, BACK_MAX);
    scene.mark("it has half of its share again");
    long end = scene.now();

    var answers = scene.answers();
    return List.of(
        Figure.atMost(10, "s", "the slow one was out after", (out - slow) / 1e9),
        Figure.atMost(30, "s", "back after it healed", (back - healed) / 1e9),
        Figure.atLeast(
            99.9,
            "%",
            "claims answered well, but for 2 s after the fault",
            answers.percentBut(GRACE, List.of(slow), end)),
        Figure.told("ms", "p95 before", answers.millis(0.95, new Span(0, slow))),
        Figure.told("ms", "p95 while it was out", answers.millis(0.95, new Span(out, healed))));
  }
}
