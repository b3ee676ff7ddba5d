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

  @Override
  public String name() {
    return "store-failover";
  }

  @Override
  public String story() {
    return "Quota and delivery over a Redis Cluster each, three masters with a replica, and "
        + WISH.perSecond()
        + " claims a second. `kill -9` of a master of quota's, and later of one of delivery's;"
        + " each comes back ten seconds after it died, and follows the replica that took over."
        + " Nothing counts as written before a replica has it.";
  }

  @Override
  public Site site() {
    return Site.of(WISH).clustered();
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
  static List<Figure> window(String owner, Answers answers, long killed) {
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

  private static List<Figure> ledgers(Scene scene, Answers answers)
      throws LaunchException, InterruptedException {
    var delivered = delivered(scene);
    var stock = scene.cast().stock(WISH);
    double differs = (double) Math.abs(stock.confirmed() - delivered.size());
    return List.of(
        Figure.atMost(
            0, "", "answered 200 or 202, and never delivered", lost(answers, delivered).size()),
        Figure.atMost(
            0, "", "units given away, by quota's ledger or the provider's alone", differs),
        Figure.atMost(0, "", "units that appeared or vanished", odd(stock, WISH)),
        Figure.told("", "orders answered 200 or 202", good(answers).size()));
  }

  /// How many units of a stock appeared from nowhere, or vanished.
  static double odd(Ledger.Stock stock, Wish wish) {
    long gone = Math.abs(stock.reservoir() + stock.leased() - wish.stock());
    return (double) gone
        + Math.abs(stock.free() + stock.held() + stock.confirmed() - stock.leased());
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

  static Set<String> delivered(Scene scene) throws LaunchException, InterruptedException {
    return scene.cast().ledger().stream().map(Delivery::order).collect(Collectors.toSet());
  }

  static Set<String> good(Answers answers) {
    return answers.all().stream()
        .filter(Answers.One::isGood)
        .map(Answers.One::order)
        .collect(Collectors.toSet());
  }

  static Set<String> lost(Answers answers, Set<String> delivered) {
    var lost = new HashSet<>(good(answers));
    lost.removeAll(delivered);
    return lost;
  }
}
