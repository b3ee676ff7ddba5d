package bestow.drills;

import bestow.drills.Choice.Harm;
import bestow.drills.Epilogue.Offer;
import bestow.drills.History.Bounds;
import bestow.drills.History.Damage;
import bestow.drills.History.Header;
import bestow.drills.History.Place;
import bestow.drills.Wish.Turns;
import bestow.drills.Wish.When;
import bestow.drills.Wish.Who;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Faults that a seed chooses, one after another, while users claim; then all is healed, and the
/// history is held to the laws.
final class Swarm implements Drill {
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final Duration LENGTH = Duration.ofSeconds(90);
  private static final Duration MET_MAX = Duration.ofSeconds(20);
  private static final int HARM_MILLIS_MIN = 500;
  private static final Choice.Scale SCALE =
      new Choice.Scale(40, (int) LENGTH.toSeconds(), Cast.USERS, 6_000, 8_000);
  // Half of what is claimed in turn by those who are not eager, at the lowest rate.
  private static final int DELIVERED_MIN = 200;
  private static final int PROVIDER = 2;

  /// Who claims, in every swarm, until all is warm: of what no history tells.
  static final Wish WARM =
      Wish.ample("warm", 1, 40).by(new Who(Integer.MAX_VALUE, When.BEFORE, Turns.EQUAL));

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

  private final long seed;
  private final Choice choice;

  Swarm(long seed) {
    this.seed = seed;
    this.choice = Choice.of(seed, SCALE);
  }

  @Override
  public String name() {
    return "swarm";
  }

  @Override
  public String story() {
    return "A seed chooses what is killed, what hangs and how the provider misbehaves, for a minute"
        + " and a half, while "
        + Cast.USERS
        + " users claim two gifts: one of which there is plenty, and one that is gone before the"
        + " end. It also chooses how many claims there are, how they are delivered, what the"
        + " provider makes of order numbers, and how many each user may have, which a fifth of them"
        + " soon do. Then all is healed, and the history is held to the laws by the provider's own"
        + " ledger.";
  }

  @Override
  public Drill seeded(long other) {
    return new Swarm(other);
  }

  @Override
  public String chosen() {
    return choice.told();
  }

  @Override
  public int deliveriesMax() {
    return Math.toIntExact(
        offers().stream().mapToLong(offer -> offer.terms().deliveriesMax()).max().orElseThrow());
  }

  @Override
  public Site site() {
    var provider = choice.supply().provider();
    var instance = "sandbox-provider-" + PROVIDER;
    var site =
        replicated(Site.of(WARM))
            .instances("sandbox-provider", PROVIDER)
            .with(instance, "honour-orders", provider.honoursOrders())
            .with(instance, "user-limit", provider.userLimit(choice.plenty()));
    for (var offer : offers()) {
      site = site.wish(offer.wish());
    }
    return site;
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    var random = scene.random();
    var faults = new ArrayList<Damage>();
    var bounds = new Bounds(Epilogue.END_MAX.toSeconds(), DELIVERED_MIN);
    var header =
        new Header(name(), seed, LENGTH.toSeconds(), scene.version(), choice.told(), bounds);
    scene.mark("seed " + seed + ": " + choice.told());
    var wishes = offers().stream().map(Offer::wish).toList();
    wishes.forEach(scene::call);
    try (var onlooker = Onlooker.open(scene, wishes)) {
      scene.run(CALM);
      while (scene.now() < LENGTH.toNanos()) {
        faults.add(harm(scene, random, choice.harm(), PROVIDER));
        scene.run(Duration.ofMillis(random.nextInt(300, 3_000)));
      }
      return new Epilogue(header, offers(), onlooker).play(scene, faults);
    }
  }

  /// A site with two of each service that may have several.
  static Site replicated(Site site) {
    for (var service : REPLICATED) {
      site = site.instances(service, 2);
    }
    return site;
  }

  /// Does one thing that the seed chooses, and undoes it.
  ///
  /// @param provider which one may misbehave
  static Damage harm(Scene scene, RandomGenerator random, Harm harm, int provider)
      throws IOException, LaunchException, InterruptedException {
    var cast = scene.cast();
    var who = KILLED.get(random.nextInt(KILLED.size()));
    var lasts = Duration.ofMillis(random.nextInt(HARM_MILLIS_MIN, harm.millisMax()));
    int kind = random.nextInt(3);
    var mischief = harm.mischief(random);
    var what =
        switch (kind) {
          case 0 -> who + " is killed";
          case 1 -> who + " hangs";
          default -> "the provider does " + mischief.replace('"', ' ');
        };
    double from = scene.mark(what) / 1e9;
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
        long told = scene.orders();
        cast.misbehave(provider, mischief);
        scene.run(lasts.multipliedBy(2));
        // Until what was killed before is itself again, nothing comes to the provider.
        scene.awaitOrderBeyond(told, MET_MAX);
        cast.misbehave(provider, WELL);
      }
    }
    return new Damage(what, kind < 2 ? Place.of(who) : Place.PROVIDER, from, scene.now() / 1e9);
  }

  private List<Offer> offers() {
    int scarce = choice.scarcePerSecond();
    return List.of(
        offer("plenty", choice.perSecond() - scarce, choice.plenty()),
        offer("scarce", scarce, choice.scarce()));
  }

  private Offer offer(String gift, int perSecond, Choice.Gift of) {
    var provider = choice.supply().provider();
    var terms =
        new Wish.Terms(
            choice.supply().mode().word(), provider.idempotency(), provider.limitsAtSource(), "5s");
    var wish =
        new Wish("swarm-" + gift, PROVIDER, perSecond, of.stock(), of.perUser())
            .on(terms)
            .by(new Who(Integer.MAX_VALUE, When.CALLED, Turns.EAGER))
            .named(gift);
    return new Offer(wish, choice.terms(gift, of));
  }
}
