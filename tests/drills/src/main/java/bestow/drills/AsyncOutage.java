package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.drills.History.Delivery;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The provider of gifts that nobody waits for is down, for far less than their promise of thirty
/// minutes.
final class AsyncOutage implements Drill {
  private static final String PROVIDER = "sandbox-provider-1";
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final Duration DOWN = Duration.ofSeconds(60);
  private static final Duration AFTER = Duration.ofSeconds(4);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration END_MAX = Duration.ofSeconds(60);
  /// Beyond its end it is still waited for: by how much it is missed is worth knowing.
  private static final Duration WAIT_MAX = Duration.ofMinutes(4);
  private static final Wish LATER =
      Wish.ample("drill", 1, 40).on(new Wish.Terms("async", "order-number", "5s"));

  @Override
  public String name() {
    return "async-30min";
  }

  @Override
  public String story() {
    return "40 claims a second of a gift that is promised within thirty minutes. Its provider is"
        + " killed and is down for a minute (or LENGTH seconds). Everything is promised at once"
        + " meanwhile, and all of it is delivered afterwards, none twice, and confirmed in quota's ledger.";
  }

  @Override
  public Site site() {
    return Site.of(LATER);
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.run(CALM);
    long down = scene.mark("the provider is killed");
    scene.cast().kill(PROVIDER);
    scene.run(scene.length(DOWN));
    scene.cast().start(PROVIDER);
    long up = scene.mark("it is back");
    scene.run(AFTER);
    scene.goHome();
    var answers = scene.answers();
    var promised =
        answers.all().stream()
            .filter(Answers.One::isGood)
            .map(Answers.One::order)
            .collect(Collectors.toSet());
    long until = up + WAIT_MAX.toNanos();
    var missing = missing(scene, promised);
    while (scene.now() < until && !missing.isEmpty()) {
      scene.run(LOOK);
      missing = missing(scene, promised);
    }
    long delivered =
        scene.mark(
            promised.size()
                - missing.size()
                + " of "
                + promised.size()
                + " promised orders are delivered");
    while (scene.now() < until && scene.cast().stock(LATER).held() > 0) {
      scene.run(LOOK);
    }
    var stock = scene.cast().stock(LATER);
    long settled = scene.mark(stock.held() + " units are held still");

    return List.of(
        Figure.atLeast(
            99.9,
            "%",
            "claims answered well while it is down",
            answers.percent(new Span(down, up))),
        Figure.told("", "promised in all", promised.size()),
        Figure.atMost(0, "", "promised and not delivered", missing.size()),
        Figure.atMost(
            (int) END_MAX.toSeconds(),
            "s",
            "until all is delivered after it is back",
            (delivered - up) / 1e9),
        Figure.atMost(
            (int) END_MAX.toSeconds(),
            "s",
            "until nothing is held any more after it is back",
            (settled - up) / 1e9),
        Figure.atMost(
            0,
            "",
            "confirmed and delivered differ by",
            (double) Math.abs(stock.confirmed() - scene.cast().owned().size())),
        Figure.told("ms", "p99 of a promise meanwhile", answers.millis(0.99, new Span(down, up))));
  }

  private static Set<String> missing(Scene scene, Set<String> promised)
      throws LaunchException, InterruptedException {
    var missing = new HashSet<>(promised);
    scene.cast().ledger().stream().map(Delivery::order).forEach(missing::remove);
    return missing;
  }
}
