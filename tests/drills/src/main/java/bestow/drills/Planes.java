package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Two planes with work of their own; one loses most of its instances, and the other helps.
final class Planes implements Drill {
  private static final Duration CALM = Duration.ofSeconds(8);
  // Longer than calls stay with a helper (`spread.hold-down`): that it helps on is what the mesh
  // remembers (`spread.memory`) of instances that have left the list.
  private static final Duration BAD = Duration.ofSeconds(45);
  private static final Duration BACK_MAX = Duration.ofSeconds(70);
  private static final Duration GRACE = Duration.ofSeconds(2);
  // Fewer than elsewhere: at 200 a second so many processes leave two processors no rest, and
  // claims fail that no instance is at fault for.
  private static final int PER_SECOND = 150;
  // Long enough for chance to move the share by no more than two points, as a rule.
  private static final Duration STEP = Duration.ofSeconds(8);

  @Override
  public String name() {
    return "planes";
  }

  @Override
  public String story() {
    return "Two planes with three instances of quota and a gateway each: 1 to 3 for claims, 4 to 6"
        + " for queries, which here claim too, so that both have work. Two of the claim plane's"
        + " three are killed: the query plane takes over no more than it has room for, without"
        + " swinging back and forth, and gives it back.";
  }

  @Override
  public Site site() {
    var site =
        Site.of(PER_SECOND)
            .patient()
            .instances("quota", 6)
            .instances("gateway", 2)
            .relayed("quota");
    for (int i = 4; i <= 6; i++) {
      site = site.with("quota-" + i, "place.plane", "query");
    }
    return site.with("gateway-1", "callee.quota.plane", "claim")
        .with("gateway-2", "callee.quota.plane", "query")
        .with("gateway-2", "place.plane", "query")
        .with("gateway", "callee.quota.help", "neighbour");
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.run(CALM);
    long killed = scene.mark("quota-1 and quota-2 are killed");
    scene.cast().kill("quota-1", "quota-2");
    scene.run(BAD);
    scene.cast().start("quota-1", "quota-2");
    long started = scene.mark("both are ready again");
    long back =
        Math.max(
            scene.awaitShare("quota-1", 0.13, BACK_MAX),
            scene.awaitShare("quota-2", 0.13, BACK_MAX));
    scene.mark("the claim plane does its own work again");
    scene.run(GRACE);
    long end = scene.now();

    var answers = scene.answers();
    var helped = new Span(killed + GRACE.toNanos(), started);
    double share = query(scene, helped);
    // Its own half, and of the other half no more than a fifth of its capacity: at a load of 0.6
    // that is a third of the claim plane's work, a sixth of all.
    return List.of(
        Figure.atLeast(52, "%", "the query plane's share of the calls while it helps", share),
        Figure.atMost(50 + 100.0 / 6 + 2, "%", "and no more than it has room for", share),
        Figure.atMost(
            5, "points", "how far that share moves from one 8 s to the next", swing(scene, helped)),
        Figure.atLeast(
            99.9,
            "%",
            "claims answered well, but for 2 s after the kill",
            answers.percentBut(GRACE, List.of(killed), end)),
        Figure.atMost(70, "s", "the claim plane does its own work after", (back - started) / 1e9));
  }

  private static double query(Scene scene, Span span) {
    double share = 0;
    for (int i = 4; i <= 6; i++) {
      share += 100 * scene.traffic().share("quota-" + i, span);
    }
    return share;
  }

  // The longest way from one step to the next.
  private static double swing(Scene scene, Span span) {
    double most = 0;
    for (var one = Span.after(span.from(), STEP);
        one.to() + STEP.toNanos() <= span.to();
        one = Span.after(one.to(), STEP)) {
      var next = Span.after(one.to(), STEP);
      most = Math.max(most, Math.abs(query(scene, next) - query(scene, one)));
    }
    return most;
  }
}
