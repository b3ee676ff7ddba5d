package bestow.drills;

import bestow.drills.Answers.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// One of four instances fails at three of five calls.
final class HalfSick implements Drill {
  private static final String SICK = "quota-1";
  private static final Duration CALM = Duration.ofSeconds(6);
  private static final Duration TO_BE_OUT = Duration.ofSeconds(10);
  private static final Duration OUT = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "half-sick";
  }

  @Override
  public String story() {
    return "One of four instances of quota answers 500 to three of five calls, at 200 claims a"
        + " second. Its health doors see nothing of it.";
  }

  @Override
  public Site site() {
    return Site.of(200).instances("quota", 4).relayed("quota");
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, InterruptedException {
    scene.run(CALM);
    long sick = scene.mark("quota-1 fails at 60 % of its calls");
    scene.cast().behave(SICK, new Fault.Failing(0.6));
    scene.run(TO_BE_OUT.plus(OUT));
    long end = scene.now();

    var traffic = scene.traffic();
    var late = new Span(sick + TO_BE_OUT.toNanos(), end);
    var out = traffic.firstAfter(sick, look -> !look.isIn(SICK));
    return List.of(
        Figure.atMost(2, "%", "its share of the calls after 10 s", 100 * traffic.share(SICK, late)),
        Figure.told("s", "it was out after", (out.orElse(end) - sick) / 1e9),
        Figure.atLeast(99, "%", "claims answered well after 10 s", scene.answers().percent(late)));
  }
}
