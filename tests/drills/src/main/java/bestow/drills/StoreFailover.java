package bestow.drills;

import bestow.drills.Answers.Span;
import bestow.drills.History.Delivery;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A master of quota's Redis Cluster dies under load, and then one of delivery's.
final class StoreFailover implements Drill {
  // Over all shards, so that the dead master has its third of them.
  private static final Wish WISH = Wish.ample("failover", 1, 60).spread(12);
  private static final List<String> OWNERS = List.of("quota", "delivery");
  private static final Duration CALM = Duration.ofSeconds(6);
  private static final Duration DOWN = Duration.ofSeconds(10);
  private static final Duration AFTER = Duration.ofSeconds(15);
  // For a replica to have all that its new master has.
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofMillis(500);
  // Two holds, and some sweeps.
  private static final Duration END_MAX = Duration.ofSeconds(90);

  private final Safety safety;

  StoreFailover(Safety safety) {
    this.safety = safety;
  }

  /// What counts as written.
  enum Safety {
    /// What a replica has too.
    REPLICATED,
    /// What the master has on its disk: what it had not sent to its replica is lost with it.
    ALONE
  }

  @Override
  public String name() {
    return switch (safety) {
      case REPLICATED -> "store-failover";
      case ALONE -> "store-failover-async";
    };
  }

  @Override
  public String story() {
    var masters =
        "Quota and delivery over a Redis Cluster each, three masters with a replica, and "
            + WISH.perSecond()
            + " claims a second. `kill -9` of a master of quota's, and later of one of delivery's;"
            + " each comes back ten seconds after it died, and follows the replica that took over. ";
    return switch (safety) {
      case REPLICATED -> masters + "Nothing counts as written before a replica has it.";
      case ALONE ->
          masters
              + "What a master has on its disk counts as written, without waiting for its replica"
              + " (redis.replicas: 0): how much of it is lost?";
    };
  }

  @Override
  public Site site() {
    var site = Site.of(WISH).clustered().with("quota", "quota.hold-time", "10s");
    return switch (safety) {
      case REPLICATED -> site;
      case ALONE -> site.with("quota", "redis.replicas", 0).with("delivery", "redis.replicas", 0);
    };
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    var killed = new ArrayList<Long>();
    scene.run(CALM);
    for (var owner : OWNERS) {
      var master = "redis-" + owner + "-cluster-1";
      killed.add(scene.mark("a master of " + owner + "'s is killed"));
      scene.cast().kill(master);
      scene.run(DOWN);
      scene.cast().start(master);
      scene.mark("it is back, as a replica");
      scene.run(AFTER);
    }
    long healed = scene.now() - AFTER.toNanos();
    scene.goHome();
    var answers = scene.answers();
    long last = scene.now();
    long quiet = quiet(scene, answers, healed);
    scene.mark("nothing is under way any more");

    var figures = new ArrayList<Figure>();
    for (int i = 0; i < OWNERS.size(); i++) {
      figures.addAll(window(OWNERS.get(i), answers, killed.get(i)));
    }
    figures.add(
        Figure.atLeast(
            99.5,
            "%",
            "claims answered well but for 15 s after each death",
            answers.percentBut(DOWN.plus(GRACE), killed, last)));
    figures.add(
        Figure.atMost(60, "s", "every order has its end after healing", (quiet - healed) / 1e9));
    figures.addAll(ledgers(scene, answers));
    return figures;
  }

  /// What the death of a master is to those who claim: until all goes well for a second again.
  private static List<Figure> window(String owner, Answers answers, long killed) {
    long end = killed;
    while (end < killed + DOWN.plus(AFTER).toNanos() && !answers.isCalm(Span.after(end, SECOND))) {
      end += STEP.toNanos();
    }
    return List.of(
        Figure.atMost(
            (double) DOWN.plus(GRACE).toSeconds(),
            "s",
            "until claims go well again, of " + owner + "'s",
            (end - killed) / 1e9),
        Figure.told(
            "%",
            "claims answered well until then, of " + owner + "'s",
            answers.percent(new Span(killed, end + 1))));
  }

  private List<Figure> ledgers(Scene scene, Answers answers)
      throws LaunchException, InterruptedException {
    var delivered = delivered(scene);
    var stock = scene.cast().stock(WISH);
    double differs = (double) Math.abs(stock.confirmed() - delivered.size());
    double gone = (double) Math.abs(stock.reservoir() + stock.leased() - WISH.stock());
    double odd =
        (double) Math.abs(stock.free() + stock.held() + stock.confirmed() - stock.leased());
    int lost = lost(answers, delivered).size();
    return switch (safety) {
      case REPLICATED ->
          List.of(
              Figure.atMost(0, "", "answered 200 or 202, and never delivered", lost),
              Figure.atMost(
                  0, "", "units given away, by quota's ledger or the provider's alone", differs),
              Figure.atMost(0, "", "units that appeared or vanished", gone + odd),
              Figure.told("", "orders answered 200 or 202", good(answers).size()));
      case ALONE ->
          List.of(
              Figure.told("", "answered 200 or 202, and never delivered", lost),
              Figure.told(
                  "", "units given away, by quota's ledger or the provider's alone", differs),
              Figure.told("", "units that appeared or vanished", gone + odd),
              Figure.told("", "orders answered 200 or 202", good(answers).size()));
    };
  }

  /// When nothing was held any more, and all that was answered well was delivered.
  private static long quiet(Scene scene, Answers answers, long healed)
      throws LaunchException, InterruptedException {
    long until = healed + END_MAX.toNanos();
    while (scene.now() < until) {
      if (scene.cast().stock(WISH).held() == 0 && lost(answers, delivered(scene)).isEmpty()) {
        return scene.now();
      }
      scene.run(LOOK);
    }
    return until;
  }

  private static Set<String> delivered(Scene scene) throws LaunchException, InterruptedException {
    return scene.cast().ledger().stream().map(Delivery::order).collect(Collectors.toSet());
  }

  private static Set<String> good(Answers answers) {
    return answers.all().stream()
        .filter(Answers.One::isGood)
        .map(Answers.One::order)
        .collect(Collectors.toSet());
  }

  private static Set<String> lost(Answers answers, Set<String> delivered) {
    var lost = new HashSet<>(good(answers));
    lost.removeAll(delivered);
    return lost;
  }
}
