package bestow.drills;

import bestow.drills.Answers.One;
import bestow.drills.Answers.Span;
import bestow.drills.History.Delivery;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A master of quota's Redis Cluster dies, and then one of delivery's, with all that they answered
/// in their last second: nothing waits for replicas.
final class StoreLoss implements Drill {
  private static final Wish WISH = Wish.ample("failover", 1, 60).spread(12);
  // One for each user, in one bucket, which the first master has: the units that it forgets are
  // given to others.
  private static final Wish RARE = new Wish("rare", 2, 20, 300, 1).called(600);
  private static final List<String> OWNERS = List.of("quota", "delivery");
  private static final Duration CALM = Duration.ofSeconds(6);
  private static final Duration CUT = Duration.ofSeconds(1);
  // Until the replica has taken over, and before those who claimed last come again.
  private static final Duration FAILOVER = Duration.ofSeconds(5);
  private static final Duration DOWN = Duration.ofSeconds(10);
  private static final Duration AFTER = Duration.ofSeconds(15);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration END_MAX = Duration.ofSeconds(90);

  /// What a store had acknowledged when it died.
  ///
  /// @param killed when it died
  /// @param acknowledged its orders that were answered well, under way between cut and death
  /// @param lost those of them that it knows nothing of afterwards
  /// @param earlier orders answered well before the cut that it knows nothing of
  private record Gap(
      String owner, long killed, Set<String> acknowledged, Set<String> lost, int earlier) {}

  @Override
  public String name() {
    return "store-failover-async";
  }

  @Override
  public String story() {
    return "Quota and delivery over a Redis Cluster each, three masters with a replica, and what a"
        + " master has on its disk counts as written (redis.replicas: 0). A master of quota's, and"
        + " later one of delivery's, is cut off from its replica, serves on for a second, and is"
        + " killed: the replica takes over without that second. "
        + WISH.perSecond()
        + " claims a second are of a gift of which there is enough, "
        + RARE.perSecond()
        + " of one that lies on that master of quota's alone and is soon sold out. How much is lost,"
        + " what does it do, and is it found? Quota compares its ledger with delivery's ten seconds"
        + " after a hold's time, not a quarter of an hour, and twenty shards a second, not one: the"
        + " drill ends sooner by that.";
  }

  @Override
  public Site site() {
    return Site.of(WISH)
        .wish(RARE)
        .instances("sandbox-provider", 2)
        .clustered()
        .with("quota", "redis.replicas", 0)
        .with("delivery", "redis.replicas", 0)
        .with("quota", "reconcile.settle", "10s")
        .with("quota", "reconcile.every", "50ms");
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    var gaps = new ArrayList<Gap>();
    scene.call(RARE);
    scene.run(CALM);
    for (var owner : OWNERS) {
      gaps.add(die(scene, owner));
      scene.cast().start(CutOff.master(owner));
      scene.mark("it is back, as a replica");
      scene.run(AFTER);
    }
    long healed = scene.now() - AFTER.toNanos();
    scene.goHome();
    long last = scene.now();
    long quiet = Math.max(scene.awaitEnd(WISH, END_MAX), scene.awaitEnd(RARE, END_MAX));
    scene.mark("nothing is held any more");
    int unnamed = unnamed(scene, gaps);
    scene.mark("the ledgers are compared, and the providers' statements with them");

    var figures = new ArrayList<Figure>();
    for (var gap : gaps) {
      figures.addAll(StoreFailover.window(gap.owner(), scene.answers(), gap.killed()));
    }
    figures.add(
        Figure.atLeast(
            99.5,
            "%",
            "claims answered well but for 15 s after each death",
            scene
                .answers()
                .percentBut(DOWN.plus(GRACE), gaps.stream().map(Gap::killed).toList(), last)));
    figures.add(
        Figure.atMost(60, "s", "every order has its end after healing", (quiet - healed) / 1e9));
    gaps.forEach(gap -> figures.addAll(loss(gap)));
    figures.addAll(harm(scene, gaps));
    figures.add(Figure.told("", "differences that comparing named", found(scene)));
    figures.add(
        Figure.atMost(0, "", "lost orders that are neither back nor named by comparing", unnamed));
    return figures;
  }

  /// Has a master die without its last second, and asks its service what it has lost.
  private static Gap die(Scene scene, String owner)
      throws IOException, LaunchException, InterruptedException {
    long cut = scene.mark("a master of " + owner + "'s is cut off from its replica");
    var replica = CutOff.of(scene.cast(), owner);
    scene.run(CUT);
    long killed = scene.mark("that master is killed");
    scene.cast().kill(CutOff.master(owner));
    replica.end();
    scene.run(FAILOVER);
    var acknowledged = orders(scene, one -> one.due() <= killed && one.end() >= cut);
    var before = new Span(cut - BEFORE.toNanos(), cut);
    var earlier = orders(scene, one -> before.has(one.end()));
    var operator = scene.cast().operator();
    var lost = operator.unknown(owner, acknowledged);
    int more = operator.unknown(owner, earlier).size();
    scene.mark("%d orders of %d are lost".formatted(lost.size(), acknowledged.size()));
    scene.run(Duration.ofNanos(Math.max(0, killed + DOWN.toNanos() - scene.now())));
    return new Gap(owner, killed, acknowledged, lost, more);
  }

  /// The orders of the first master that were answered well, of both crowds.
  private static Set<String> orders(Scene scene, Predicate<One> which) {
    return Stream.of(WISH, RARE)
        .flatMap(wish -> scene.answers(wish.campaign()).all().stream())
        .filter(One::isGood)
        .filter(which)
        .map(One::order)
        .filter(CutOff::has)
        .collect(Collectors.toSet());
  }

  private static List<Figure> loss(Gap gap) {
    return List.of(
        Figure.told(
            "", "acknowledged between cut and death, by " + gap.owner(), gap.acknowledged().size()),
        Figure.atLeast(1, "", "of them lost, by " + gap.owner(), gap.lost().size()),
        Figure.atMost(
            0, "", "lost that was acknowledged before, by " + gap.owner(), gap.earlier()));
  }

  /// What came of it.
  private static List<Figure> harm(Scene scene, List<Gap> gaps)
      throws LaunchException, InterruptedException {
    var rare = scene.cast().ledger(RARE.provider());
    var claimed = StoreFailover.good(scene.answers(RARE.campaign()));
    int forgotten = (int) gaps.getFirst().lost().stream().filter(claimed::contains).count();
    int units = rare.stream().map(Delivery::order).collect(Collectors.toSet()).size();
    int beyond = Math.max(0, units - RARE.stock());
    int most = Ledger.byUser(rare).values().stream().mapToInt(List::size).max().orElse(0);
    var delivered = StoreFailover.delivered(scene);
    int never =
        Stream.of(WISH, RARE)
            .map(wish -> scene.answers(wish.campaign()))
            .mapToInt(answers -> StoreFailover.lost(answers, delivered).size())
            .sum();
    return List.of(
        Figure.told("", "lost by quota of the rare gift", forgotten),
        Figure.told("", "delivered of it beyond its stock", beyond),
        Figure.atMost(0, "", "of these, beyond what quota lost", Math.max(0, beyond - forgotten)),
        Figure.atMost(1, "", "most of it that a user got, who may have one", most),
        Figure.told("", "answered 200 or 202, and never delivered", never),
        Figure.atMost(
            0,
            "",
            "of these, beyond what delivery lost",
            Math.max(0, never - gaps.getLast().lost().size())),
        Figure.told(
            "",
            "units that appeared or vanished",
            StoreFailover.odd(scene.cast().stock(WISH), WISH)
                + StoreFailover.odd(scene.cast().stock(RARE), RARE)));
  }

  /// How many of the lost orders one of the two knows nothing of still, and nobody is told of.
  private static int unnamed(Scene scene, List<Gap> gaps)
      throws LaunchException, InterruptedException {
    var operator = scene.cast().operator();
    for (int provider = 1; provider <= RARE.provider(); provider++) {
      operator.compare(provider);
    }
    var lost = gaps.stream().flatMap(gap -> gap.lost().stream()).collect(Collectors.toSet());
    var left = new HashSet<>(lost);
    long until = scene.now() + END_MAX.toNanos();
    while (true) {
      left.removeAll(operator.found());
      var away = operator.unknown("quota", left);
      away.addAll(operator.unknown("delivery", left));
      left.retainAll(away);
      if (left.isEmpty() || scene.now() > until) {
        return left.size();
      }
      scene.run(LOOK);
    }
  }

  private static int found(Scene scene) throws LaunchException, InterruptedException {
    return scene.cast().operator().found().size();
  }
}
