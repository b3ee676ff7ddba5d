package bestow.drills;

import bestow.drills.Checker.Verdict;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.local.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Faults that a seed chooses, one after another, while users claim what is scarce; then all is
/// healed, and the history is held to the laws.
final class Swarm implements Drill {
  private static final Wish SCARCE = new Wish("swarm", 1, 40, 4_000, 9);
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final Duration LENGTH = Duration.ofSeconds(90);
  private static final Duration AFTER = Duration.ofSeconds(8);
  private static final Duration QUIET_MAX = Duration.ofSeconds(90);
  static final List<String> REPLICATED = List.of("gateway", "quota", "delivery");
  private static final List<String> KILLED =
      Stream.concat(
              REPLICATED.stream().flatMap(name -> Stream.of(name + "-1", name + "-2")),
              Stream.of(
                  "session-1",
                  "security-1",
                  "config-1",
                  "reporting-1",
                  "consul-1",
                  "redis-session-1",
                  "redis-security-1",
                  "redis-quota-1",
                  "redis-delivery-1"))
          .toList();
  private static final String WELL = "{\"error\":{\"share\":0}}";
  private static final List<String> MISCHIEF =
      List.of("lateSuccess", "error", "reset", "lostAnswer", "garbage", "connectRefusal");

  @Override
  public String name() {
    return "swarm";
  }

  @Override
  public String story() {
    return "A seed chooses what is killed, what hangs and how the provider misbehaves, for a minute"
        + " and a half, while 600 users claim a stock of "
        + SCARCE.stock()
        + " of which each may have "
        + SCARCE.perUser()
        + ". Then all is healed, and the history is held to the laws by the provider's own ledger.";
  }

  @Override
  public Site site() {
    var site = Site.of(SCARCE);
    for (var service : REPLICATED) {
      site = site.instances(service, 2);
    }
    return site;
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    var random = scene.random();
    var faults = new ArrayList<Damage>();
    scene.mark("seed " + scene.seed());
    scene.run(CALM);
    while (scene.now() < LENGTH.toNanos()) {
      faults.add(harm(scene, random));
      scene.run(Duration.ofMillis(random.nextInt(300, 3_000)));
    }
    return conclude(scene, SCARCE, faults);
  }

  /// Heals everything, waits until nothing is under way, and holds the history to the laws.
  static List<Figure> conclude(Scene scene, Wish wish, List<Damage> faults)
      throws IOException, LaunchException, InterruptedException {
    double healed = scene.mark("all is healed") / 1e9;
    scene.run(AFTER);
    scene.goHome();
    var end = end(scene, wish, healed);
    var history =
        new History(
            new History.Terms(wish.stock(), wish.perUser()),
            scene.answers().all().stream().map(Swarm::claim).toList(),
            faults,
            scene.cast().ledger(),
            end);
    var file = scene.folder().resolve(wish.campaign() + "-" + scene.seed() + ".jsonl");
    Files.writeString(file, history.text());
    scene.mark("its history is in " + file);
    return figures(scene, history);
  }

  /// Does one thing that the seed chooses, and undoes it.
  static Damage harm(Scene scene, RandomGenerator random)
      throws IOException, LaunchException, InterruptedException {
    var cast = scene.cast();
    var who = KILLED.get(random.nextInt(KILLED.size()));
    var lasts = Duration.ofMillis(random.nextInt(500, 6_000));
    int kind = random.nextInt(3);
    var what =
        switch (kind) {
          case 0 -> who + " is killed";
          case 1 -> who + " hangs";
          default -> mischief(random);
        };
    double from = scene.mark(what.replace('"', ' ')) / 1e9;
    switch (kind) {
      case 0 -> {
        cast.kill(who);
        scene.run(lasts);
        cast.start(who);
      }
      case 1 -> {
        cast.pause(who);
        scene.run(lasts);
        cast.resume(who);
      }
      default -> {
        cast.misbehave(1, what);
        scene.run(lasts.multipliedBy(2));
        cast.misbehave(1, WELL);
      }
    }
    return new Damage(what.replace('"', ' '), from, scene.now() / 1e9);
  }

  // Half of the requests meet one of two faults.
  private static String mischief(RandomGenerator random) {
    var first = MISCHIEF.get(random.nextInt(MISCHIEF.size()));
    var second = MISCHIEF.get(random.nextInt(MISCHIEF.size()));
    var fault = "\"%s\":{\"share\":0.3}";
    return first.equals(second)
        ? "{\"seed\":%d,%s}".formatted(random.nextInt(1_000), fault.formatted(first))
        : "{\"seed\":%d,%s,%s}"
            .formatted(random.nextInt(1_000), fault.formatted(first), fault.formatted(second));
  }

  private static Claim claim(Answers.One one) {
    return new Claim(
        one.user(), one.due() / 1e9, (one.due() + one.nanos()) / 1e9, one.status(), one.order());
  }

  /// Waits until nothing is under way, and tells how the stock stands then.
  private static History.End end(Scene scene, Wish wish, double healed)
      throws LaunchException, InterruptedException {
    double until = healed + QUIET_MAX.toSeconds();
    var stock = scene.cast().stock(wish);
    while (stock.held() > 0 && scene.now() / 1e9 < until) {
      scene.run(Duration.ofMillis(500));
      stock = scene.cast().stock(wish);
    }
    double quiet = stock.held() == 0 ? scene.now() / 1e9 : Double.NaN;
    return new History.End(
        healed,
        quiet,
        stock.reservoir(),
        stock.leased(),
        stock.free(),
        stock.held(),
        stock.confirmed());
  }

  private static List<Figure> figures(Scene scene, History history) {
    int violations = 0;
    int unmet = 0;
    switch (Checker.check(history)) {
      case Verdict.Valid() -> scene.mark("the history is valid");
      case Verdict.Invalid(var sentences) -> {
        violations = sentences.size();
        sentences.forEach(scene::mark);
      }
      case Verdict.Unknown(var why) -> {
        unmet = 1;
        scene.mark("the verdict is open: " + why);
      }
    }
    var claims = history.claims();
    int good =
        (int) claims.stream().filter(one -> one.status() == 200 || one.status() == 202).count();
    return List.of(
        Figure.atMost(0, "", "laws that were broken", violations),
        Figure.atMost(0, "", "verdicts that stay open", unmet),
        Figure.atMost(
            60,
            "s",
            "every order has its end after healing",
            history.end().quiet() - history.end().healed()),
        Figure.told("", "faults", history.faults().size()),
        Figure.told("", "claims", claims.size()),
        Figure.told("%", "claims answered 200 or 202", 100.0 * good / claims.size()));
  }
}
