package bestow.drills;

import bestow.drills.Answers.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// One provider hangs, and another's gifts are claimed beside it.
final class HungCallee implements Drill {
  private static final String HUNG = "sandbox-provider-2";
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration BAD = Duration.ofSeconds(25);
  private static final Duration AFTER = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "hung-callee";
  }

  @Override
  public String story() {
    return "Two campaigns with a provider each, 80 claims a second of both, and a read timeout of 5"
        + " s. One provider hangs (SIGSTOP): as many claims wait for it as come in 5 s. The other"
        + " campaign's users must not notice.";
  }

  @Override
  public Site site() {
    return Site.of(80).instances("sandbox-provider", 2).wish(Wish.ample("hung", 2, 80));
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, InterruptedException {
    scene.run(CALM);
    long hangs = scene.mark("the second provider hangs");
    scene.cast().pause(HUNG);
    scene.run(BAD);
    long healed = scene.mark("it goes on");
    scene.cast().resume(HUNG);
    scene.run(AFTER);
    long end = scene.now();

    var others = scene.answers();
    var hung = scene.answers("hung");
    var before = new Span(0, hangs);
    var during = new Span(hangs, healed);
    return List.of(
        Figure.atLeast(
            95,
            "%",
            "the other campaign's throughput during it, to that before",
            100 * others.throughput(during) / others.throughput(before)),
        Figure.atLeast(
            99.9, "%", "the other campaign's claims answered well", others.percent(during)),
        Figure.told("ms", "their p99 before", others.millis(0.99, before)),
        Figure.told("ms", "their p99 during it", others.millis(0.99, during)),
        Figure.atMost(
            5_500, "ms", "p99 of the claims that the hung one held up", hung.millis(0.99, during)),
        Figure.told(
            "%",
            "of those promised for later",
            100.0 * hung.count(during, one -> one.status() == 202) / hung.count(during, _ -> true)),
        Figure.atLeast(
            99.9,
            "%",
            "their claims answered well from 5 s after it went on",
            hung.percent(new Span(healed + 5_000_000_000L, end))));
  }
}
