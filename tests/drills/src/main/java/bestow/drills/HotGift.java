package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.drills.Callers.Line;
import bestow.local.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/// One gift that everybody wants, until it is sold out and after.
final class HotGift implements Drill {
  private static final int CALLERS = 64;
  private static final int TOGETHER = 16;
  // Their median counts: what else the machine does meanwhile is in some of them.
  private static final int ROUNDS = 9;
  private static final int PER_SECOND = 150;
  private static final Duration EACH = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(4);
  private static final int LOOKS = 3;
  // What a JVM needs to compile a door at full load: its first seconds cost six times as much.
  private static final Duration COMPILED = Duration.ofSeconds(20);
  private static final Path SCRIPT =
      Path.of("services/quota/src/main/resources/bestow/quota/hold.lua");
  // Those of a gift whose first bucket is on the first of quota's shards.
  private static final List<String> BUCKETS = List.of("{s00}", "{s25}", "{s4a}", "{s6f}");
  // As much as is claimed until the looks at its delivery have ended.
  private static final Wish HOT =
      new Wish("hot", 1, PER_SECOND, PER_SECOND * 33, 1_000).called(600);

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
        + " then. Then as many run that script on a Redis Cluster of three masters, on one bucket and on"
        + " four in turns, "
        + TOGETHER
        + " holds at a time, as quota itself sends what has gathered."
        + " No Redis rewrites its append-only file meanwhile, which takes a processor for seconds."
        + " Then "
        + PER_SECOND
        + " claims a second go through the whole platform until the gift is sold out and on: what a"
        + " claim costs in all its processes is read from the kernel, less what they cost at rest.";
  }

  @Override
  public Site site() {
    return Site.of(PER_SECOND).wish(HOT).steady();
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
    int door = quota.ports().getFirst();
    int store = scene.cast().part("redis-quota-1").ports().getFirst();
    var password = quota.environment().getOrDefault("BESTOW_REDIS_PASSWORD", "");
    var callers = scene.callers(CALLERS);
    var bare = new ArrayList<Rate>();
    var held = new ArrayList<Rate>();
    double _ = callers.perSecond(COMPILED, List.of(new Line(door, Hold.atTheDoor(0))));
    for (int round = 1; round <= ROUNDS; round++) {
      var talk = Hold.bare(script, "{bare}", round, 1, "AUTH", "quota", password);
      bare.add(rate(scene, callers, new Line(store, talk)));
      held.add(rate(scene, callers, new Line(door, Hold.atTheDoor(round))));
    }
    return List.of(
        Figure.told("/s", "holds by the bare script", Rate.perSecond(bare)),
        Figure.told("/s", "holds at quota's door", Rate.perSecond(held)),
        Figure.told("µs", "CPU of Redis for a hold by the bare script", Rate.micros(bare)),
        Figure.told("µs", "CPU of Redis for a hold at quota's door", Rate.micros(held)),
        Figure.atLeast(
            80,
            "%",
            "one bucket's throughput, to the bare script's",
            100 * Rate.ratio(held, bare)));
  }

  private static Rate rate(Scene scene, Callers callers, Line line)
      throws IOException, InterruptedException {
    return Rate.of(
        scene.cast(), List.of("redis-quota-1"), EACH, () -> callers.perSecond(EACH, List.of(line)));
  }

  private static List<Figure> fourBuckets(Scene scene, String script)
      throws IOException, LaunchException, InterruptedException {
    var masters = new Masters(scene, script);
    masters.start();
    scene.mark("callers come to a cluster's masters");
    var callers = scene.callers(CALLERS);
    var one = new ArrayList<Rate>();
    var four = new ArrayList<Rate>();
    for (int round = 0; round < 2 * ROUNDS; round += 2) {
      one.add(rate(scene, masters, callers, BUCKETS.subList(0, 1), round));
      four.add(rate(scene, masters, callers, BUCKETS, round + 1));
    }
    int spread = Masters.spread(BUCKETS);
    masters.kill();
    return List.of(
        Figure.told("", "masters that have one of the four buckets", spread),
        Figure.told("µs", "CPU of the busiest master for a hold in one bucket", Rate.micros(one)),
        Figure.told("µs", "CPU of the busiest master for a hold in four", Rate.micros(four)),
        Figure.atLeast(
            1.5, "", "four buckets' throughput on three masters, to one's", Rate.ratio(four, one)));
  }

  private static Rate rate(
      Scene scene, Masters masters, Callers callers, List<String> buckets, int round)
      throws IOException, InterruptedException {
    return Rate.of(
        scene.cast(),
        Masters.names(),
        EACH,
        () -> masters.perSecond(callers, buckets, round, TOGETHER, EACH));
  }

  private static List<Figure> soldOut(Scene scene) throws IOException, InterruptedException {
    scene.mark("all rest");
    scene.run(IDLE);
    double rest = median(() -> spent(scene, LOOK));
    scene.call(HOT);
    scene.mark("the gift is claimed");
    scene.run(COMPILED);
    double delivered = median(() -> cost(scene, rest, Answers.One::isGood));
    scene.mark("it is soon sold out");
    scene.run(COMPILED);
    scene.mark("it is sold out");
    double refused = median(() -> cost(scene, rest, one -> one.status() == 409));
    scene.goHome();

    return List.of(
        Figure.told("ms", "CPU of a delivered claim", 1e3 * delivered),
        Figure.told("ms", "CPU of a sold-out answer", 1e3 * refused),
        Figure.atMost(0.3, "", "of a delivered claim's cost", refused / delivered),
        Figure.atMost(
            0,
            "",
            "delivered beyond the stock",
            Math.max(0, scene.answers(HOT.campaign()).delivered().size() - HOT.stock())));
  }

  /// Seconds of CPU for an answer of this kind, less what all processes spend at rest.
  private static double cost(Scene scene, double rest, Predicate<Answers.One> kind)
      throws IOException, InterruptedException {
    long from = scene.now();
    double spent = spent(scene, LOOK);
    var look = new Span(from, scene.now());
    return (spent - rest) * look.seconds() / scene.answers(HOT.campaign()).count(look, kind);
  }

  /// Seconds of CPU a second.
  private static double spent(Scene scene, Duration time) throws IOException, InterruptedException {
    double before = Kernel.cpuSeconds(scene.cast().processes());
    long from = scene.now();
    scene.run(time);
    return (Kernel.cpuSeconds(scene.cast().processes()) - before)
        / new Span(from, scene.now()).seconds();
  }

  private static double median(Look look) throws IOException, InterruptedException {
    var seen = new double[LOOKS];
    for (int i = 0; i < LOOKS; i++) {
      seen[i] = look.take();
    }
    return Rate.median(DoubleStream.of(seen));
  }

  /// A look that takes its time.
  private interface Look {
    double take() throws IOException, InterruptedException;
  }
}
