package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Two instances work, and two stand by.
final class PrimaryBackup implements Drill {
  // Fewer than elsewhere: two JVMs come back at once, and at 200 a second two processors have no
  // time for them, so that claims fail that no instance is at fault for.
  private static final int PER_SECOND = 150;
  private static final Duration CALM = Duration.ofSeconds(8);
  private static final Duration BAD = Duration.ofSeconds(15);
  private static final Duration BACK_MAX = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "primary-backup";
  }

  @Override
  public String story() {
    return "Two instances of quota work (1 and 2), and two stand by as their backup (3 and 4), at"
        + " 150 claims a second. First instance 1 fails at one call of ten, which is no reason to"
        + " switch; then both working ones are killed, and started again.";
  }

  @Override
  public Site site() {
    return Site.of(PER_SECOND)
        .patient()
        .instances("quota", 4)
        .relayed("quota")
        .with("quota-3", "place.plane", "query")
        .with("quota-4", "place.plane", "query")
        .with("gateway", "callee.quota.plane", "claim")
        .with("gateway", "callee.quota.help", "backup");
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.awaitSecond(second -> backup(scene, second) < 1, BACK_MAX);
    scene.run(CALM);
    long some = scene.mark("quota-1 fails at 10 % of its calls");
    scene.cast().behave("quota-1", new Fault.Failing(0.1));
    scene.run(CALM);
    scene.cast().behave("quota-1", new Fault.Well());
    long well = scene.mark("it is well");
    scene.run(GRACE);
    long killed = scene.mark("quota-1 and quota-2 are killed");
    scene.cast().kill("quota-1", "quota-2");
    scene.run(BAD);
    scene.cast().start("quota-1", "quota-2");
    long started = scene.mark("both are ready again");
    long back =
        Math.max(
            scene.awaitShare("quota-1", 0.4, BACK_MAX), scene.awaitShare("quota-2", 0.4, BACK_MAX));
    scene.mark("they do the work again");
    scene.run(GRACE);
    long end = scene.now();

    var answers = scene.answers();
    var dead = new Span(killed + GRACE.toNanos(), started);
    return List.of(
        Figure.atMost(
            1,
            "%",
            "the backup's share while one in twenty fails",
            backup(scene, new Span(some, well))),
        Figure.atLeast(
            99.9, "%", "claims answered well from 2 s after the kill", answers.percent(dead)),
        Figure.told(
            "", "claims that failed with the kill", answers.failed(Span.after(killed, GRACE))),
        Figure.atMost(60, "s", "the primaries work again after", (back - started) / 1e9),
        Figure.atLeast(
            99.9,
            "%",
            "claims answered well on the way back",
            answers.percent(new Span(started, end))));
  }

  // In percent.
  private static double backup(Scene scene, Span span) {
    return 100 * (scene.traffic().share("quota-3", span) + scene.traffic().share("quota-4", span));
  }
}
