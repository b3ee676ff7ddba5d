package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Bundles while the provider whose gift decides refuses, is down and is late, and while
/// gateway and delivery die.
final class Bundled implements Drill {
  private static final Wish WISH =
      new Wish("bundles", 1, 20, 50_000_000, 1_000)
          .on(new Wish.Terms("sync", "order-number", "2s"))
          .bundled("vip-day", "coupon", "ticket");
  private static final int PIVOT = 2;
  private static final Duration CALM = Duration.ofSeconds(6);
  private static final Duration BAD = Duration.ofSeconds(8);
  private static final Duration DEAD = Duration.ofSeconds(4);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration QUIET_MAX = Duration.ofSeconds(90);
  private static final String WELL = "{\"error\":{\"share\":0}}";

  @Override
  public String name() {
    return "bundle";
  }

  @Override
  public String story() {
    return "Bundles of three gifts, "
        + WISH.perSecond()
        + " claims a second: two can be taken back, the third is another provider's and decides."
        + " That provider refuses every second one for good, then is down, then delivers a second"
        + " after it was given up; a tenth of the first provider's answers get lost meanwhile, also"
        + " of those by which it takes gifts back, and delivery and a gateway are killed. Once all"
        + " is well again every user has whole bundles, by the providers' own ledgers.";
  }

  @Override
  public Site site() {
    return Site.of(WISH).instances("sandbox-provider", 2).instances("gateway", 2);
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.run(CALM);
    long harmed = harm(scene);
    long healed = scene.mark("all is well again");
    scene.run(CALM);
    scene.goHome();
    long quiet = quiet(scene, healed);
    scene.mark("nothing is held any more");

    var owned = scene.cast().owned();
    var stock = scene.cast().stock(WISH);
    var answers = scene.answers();
    var all = new Span(0, quiet);
    return List.of(
        Figure.atMost(0, "", "users who have a part of a bundle", parts(owned)),
        Figure.atMost(
            0, "", "bundles answered 200, and not there in the end", missing(answers, owned)),
        Figure.atMost(
            0,
            "",
            "units of quota's ledger that differ from the providers'",
            (double) Math.abs(stock.confirmed() - owned.size())),
        Figure.atMost(60, "s", "every bundle has its end after healing", (quiet - healed) / 1e9),
        Figure.atLeast(
            1, "", "gifts that were taken back", scene.cast().ledger().size() - owned.size()),
        Figure.told("", "bundles answered 200", answers.delivered().size()),
        Figure.told("", "claims promised", answers.count(all, one -> one.status() == 202)),
        Figure.atLeast(1, "", "bundles refused", answers.count(all, one -> one.status() == 403)),
        Figure.told(
            "%",
            "claims answered well while all was bad", answers.percent(new Span(harmed, healed))));
  }

  private static long harm(Scene scene) throws IOException, LaunchException, InterruptedException {
    var cast = scene.cast();
    cast.misbehave(1, "{\"seed\":1,\"lostAnswer\":{\"share\":0.1}}");
    cast.misbehave(PIVOT, "{\"seed\":2,\"refuse\":{\"share\":0.5,\"status\":422}}");
    long harmed = scene.mark("the provider that decides refuses every second one");
    scene.run(BAD);
    cast.kill("delivery-1");
    scene.mark("delivery is killed");
    scene.run(DEAD);
    cast.start("delivery-1");
    scene.mark("delivery is back");
    scene.run(BAD);
    cast.kill("sandbox-provider-" + PIVOT);
    scene.mark("the provider that decides is down");
    scene.run(BAD);
    cast.start("sandbox-provider-" + PIVOT);
    cast.misbehave(PIVOT, "{\"seed\":3,\"lateSuccess\":{\"share\":0.5,\"afterMillis\":3000}}");
    scene.mark("it is back, and delivers every second one late");
    scene.run(BAD);
    cast.kill("gateway-1");
    scene.mark("a gateway is killed");
    scene.run(DEAD);
    cast.start("gateway-1");
    cast.misbehave(1, WELL);
    cast.misbehave(PIVOT, WELL);
    return harmed;
  }

  /// When nobody had a part of a bundle any more, and nothing was held.
  private static long quiet(Scene scene, long healed) throws LaunchException, InterruptedException {
    long until = healed + QUIET_MAX.toNanos();
    while (scene.now() < until && parts(scene.cast().owned()) > 0) {
      scene.run(LOOK);
    }
    scene.mark("nobody has a part of a bundle");
    while (scene.now() < until && scene.cast().stock(WISH).held() > 0) {
      scene.run(LOOK);
    }
    return scene.now();
  }

  /// How many users have not as many of one gift as of another.
  static int parts(List<Ledger.Owned> owned) {
    Map<String, Map<String, Long>> users =
        owned.stream()
            .collect(
                Collectors.groupingBy(
                    Ledger.Owned::user,
                    HashMap::new,
                    Collectors.groupingBy(Ledger.Owned::gift, Collectors.counting())));
    return (int)
        users.values().stream()
            .filter(
                gifts ->
                    WISH.gifts().stream()
                            .map(gift -> gifts.getOrDefault(gift, 0L))
                            .distinct()
                            .count()
                        > 1)
            .count();
  }

  private static int missing(Answers answers, List<Ledger.Owned> owned) {
    var there =
        owned.stream().map(Ledger.Owned::order).collect(Collectors.toCollection(HashSet::new));
    return (int)
        answers.all().stream()
            .filter(one -> one.status() == 200)
            .map(Answers.One::order)
            .distinct()
            .filter(order -> !there.contains(order))
            .count();
  }
}
