package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.local.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One gift that everybody wants, until it is sold out and after.
final class HotGift implements Drill {
  private static final int CALLERS = 64;
  private static final int ROUNDS = 4;
  private static final int PER_SECOND = 150;
  private static final Duration EACH = Duration.ofSeconds(4);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(8);
  // What a JVM needs to compile a door at full load: its first seconds cost six times as much.
  private static final Duration COMPILED = Duration.ofSeconds(20);
  private static final Path SCRIPT =
      Path.of("services/quota/src/main/resources/bestow/quota/hold.lua");
  // Those of a gift whose first bucket is on the first of quota's shards.
  private static final List<String> BUCKETS = List.of("{s00}", "{s25}", "{s4a}", "{s6f}");
  // As much as is claimed until the first look has ended.
  private static final Wish HOT =
      new Wish("hot", 1, PER_SECOND, PER_SECOND * 19, 1_000).called(600);

  @Override
  public String name() {
    return "hot-gift";
  }

  @Override
  public String story() {
    return "First "
        + CALLERS
        + " callers hold one gift in one bucket at quota's door as fast as they can, in turns with as"
        + " many who run its bare script on the same Redis, without a service between; the door is warm by"
        + " then. What each hold asks of its Redis is read from the kernel. Then as many"
        + " run that script on a Redis Cluster of three masters, on one bucket and on four in turns."
        + " Then "
        + PER_SECOND
        + " claims a second go through the whole platform until the gift is sold out and on: what a"
        + " claim costs in all its processes is read from the kernel, less what they cost at rest.";
  }

  @Override
  public Site site() {
    return Site.of(PER_SECOND).wish(HOT);
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    scene.goHome();
    var script = Files.readString(SCRIPT);
    var figures = new ArrayList<>(oneBucket(scene, script));
    figures.addAll(fourBuckets(scene, script));
    figures.addAll(soldOut(scene));
    return figures;
  }

  private static List<Figure> oneBucket(Scene scene, String script)
      throws IOException, InterruptedException {
    scene.mark("callers come to quota's door, and to its Redis");
    var quota = scene.cast().part("quota-1");
    var atTheDoor = scene.callers(quota.ports().getFirst(), CALLERS);
    int store = scene.cast().part("redis-quota-1").ports().getFirst();
    var atItsStore = scene.callers(store, CALLERS);
    var password = quota.environment().getOrDefault("BESTOW_REDIS_PASSWORD", "");
    var stores = List.of("redis-quota-1");
    var bare = Rate.NONE;
    var held = Rate.NONE;
    double _ = atTheDoor.perSecond(COMPILED, Hold.atTheDoor(0));
    for (int round = 1; round <= ROUNDS; round++) {
      var talk = Hold.bare(script, "{bare}", round, "AUTH", "quota", password);
      var door = Hold.atTheDoor(round);
      bare = bare.or(rate(scene, stores, () -> atItsStore.perSecond(EACH, talk)));
      held = held.or(rate(scene, stores, () -> atTheDoor.perSecond(EACH, door)));
    }
    return List.of(
        Figure.told("/s", "holds by the bare script", bare.perSecond()),
        Figure.told("/s", "holds at quota's door", held.perSecond()),
        Figure.told("µs", "CPU of Redis for a hold by the bare script", bare.micros()),
        Figure.told("µs", "CPU of Redis for a hold at quota's door", held.micros()),
        Figure.atLeast(
            80,
            "%",
            "one bucket's holds for a second of its Redis's CPU, to the bare script's",
            100 * bare.micros() / held.micros()),
        apart(
            2,
            80,
            "%",
            "one bucket's throughput, to the bare script's",
            100 * held.perSecond() / bare.perSecond()));
  }

  private static Rate rate(Scene scene, List<String> stores, Rate.Holding holding)
      throws IOException, InterruptedException {
    return Rate.of(scene.cast(), stores, EACH, holding);
  }

  /// A throughput has its limit where processes and callers do not take their processors from one
  /// another: elsewhere it says more of the machine than of them.
  ///
  /// @param processes that are busy, beside the callers
  private static Figure apart(int processes, double least, String unit, String what, double value) {
    return Runtime.getRuntime().availableProcessors() > processes + 1
        ? Figure.atLeast(least, unit, what, value)
        : Figure.told(unit, what, value);
  }

  private static List<Figure> fourBuckets(Scene scene, String script)
      throws IOException, LaunchException, InterruptedException {
    var masters = new Masters(scene, script);
    masters.start();
    scene.mark("callers come to a cluster's masters");
    var one = Rate.NONE;
    var four = Rate.NONE;
    for (int turn = 1; turn <= ROUNDS; turn++) {
      int round = turn;
      one =
          one.or(
              rate(
                  scene,
                  Masters.names(),
                  () -> masters.perSecond(BUCKETS.subList(0, 1), round, CALLERS, EACH)));
      four =
          four.or(
              rate(
                  scene,
                  Masters.names(),
                  () -> masters.perSecond(BUCKETS, round + ROUNDS, CALLERS, EACH)));
    }
    int spread = Masters.spread(BUCKETS);
    masters.kill();
    return List.of(
        Figure.told("", "masters that have one of the four buckets", spread),
        Figure.atLeast(
            1.5,
            "",
            "four buckets' holds for a second of CPU of the busiest of three masters, to one's",
            one.micros() / four.micros()),
        apart(
            Masters.many(),
            1.5,
            "",
            "four buckets' throughput on three masters, to one's",
            four.perSecond() / one.perSecond()));
  }

  private static List<Figure> soldOut(Scene scene) throws IOException, InterruptedException {
    scene.mark("all rest");
    scene.run(WARM);
    double rest = cost(scene, IDLE);
    scene.call(HOT);
    scene.mark("the gift is claimed");
    scene.run(WARM);
    long first = scene.now();
    double delivered = cost(scene, LOOK) - rest;
    var delivering = new Span(first, scene.now());
    scene.mark("it is soon sold out");
    scene.run(WARM);
    long second = scene.mark("it is sold out");
    double refused = cost(scene, LOOK) - rest;
    var refusing = new Span(second, scene.now());
    scene.goHome();

    var answers = scene.answers(HOT.campaign());
    double goodCost =
        delivered * delivering.seconds() / answers.count(delivering, Answers.One::isGood);
    double soldOutCost =
        refused * refusing.seconds() / answers.count(refusing, one -> one.status() == 409);
    return List.of(
        Figure.told("ms", "CPU of a delivered claim", 1e3 * goodCost),
        Figure.told("ms", "CPU of a sold-out answer", 1e3 * soldOutCost),
        Figure.atMost(0.3, "", "of a delivered claim's cost", soldOutCost / goodCost),
        Figure.atMost(
            0,
            "",
            "delivered beyond the stock",
            Math.max(0, answers.delivered().size() - HOT.stock())));
  }

  /// Seconds of CPU a second.
  private static double cost(Scene scene, Duration time) throws IOException, InterruptedException {
    double before = Kernel.cpuSeconds(scene.cast().processes());
    long from = scene.now();
    scene.run(time);
    return (Kernel.cpuSeconds(scene.cast().processes()) - before)
        / new Span(from, scene.now()).seconds();
  }
}
