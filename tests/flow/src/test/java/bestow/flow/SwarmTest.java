package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.drills.Checker.Verdict;
import bestow.drills.Choice;
import bestow.drills.Choice.Harm;
import bestow.drills.History.Place;
import bestow.flow.Chronicle.Offer;
import bestow.flow.Chronicle.Plot;
import bestow.flow.Chronicle.User;
import bestow.flow.Chronicle.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Faults that a seed chooses, one after another, while users claim what is scarce and what is not,
/// on terms that it chooses as well; then all is healed, and the history is held to the laws. The
// drill `swarm` does the same for longer.
final class SwarmTest {
  private static final int SECONDS = 16;
  private static final int USERS = 150;
  // A claim every 12 ms is what two cores answer while services start beside them.
  private static final Choice.Scale SCALE =
      new Choice.Scale(1_000 / 12, SECONDS, USERS, 2_500, 1_500);
  // Of the claims of those who are not eager, at the lowest rate.
  private static final int DELIVERED_MIN = 60;
  private static final long FROM = Long.getLong("swarm.from", 1);
  private static final int SEEDS = Integer.getInteger("swarm.seeds", 4);
  private static final List<String> DOUBLED = List.of("gateway", "quota", "delivery");
  private static final int CLAIMS_MAX = 10_000;

  @TempDir private static Path folder;
  private static House house;
  private static List<User> users;
  private static Map<String, String> supplied = Map.of("honour-orders", "true", "user-limit", "0");

  @BeforeAll
  static void start() {
    house = House.start(folder, Set.copyOf(DOUBLED), hasty());
    users = Chronicle.users(house, "user-", USERS);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  /// Settings with which whatever is given up is soon looked for.
  static Map<String, String> hasty() {
    return Map.of(
        "claim.time", "4s",
        "redis.timeout", "1s",
        "quota.hold-time", "6s",
        "sweep.every", "500ms");
  }

  /// As many as `-Dswarm.seeds=` says, from `-Dswarm.from=` on.
  static LongStream seeds() {
    return LongStream.range(FROM, FROM + SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverASeedChoosesNoLawIsBroken(long seed) {
    var choice = Choice.of(seed, SCALE);
    var plenty = offer(seed, "plenty", choice, choice.plenty());
    var scarce = offer(seed, "scarce", choice, choice.scarce());
    var offers = List.of(plenty, scarce);
    supply(choice);
    offers.forEach(offer -> house.publish(offer.campaign()));
    var gateways = List.of(house.port("gateway", 1), house.port("gateway", 2));
    var plot = new Plot("swarm-" + seed, seed, choice.told(), DELIVERED_MIN, users, offers);
    var chronicle = new Chronicle(house, plot, gateways);
    var chance = new SplittableRandom(seed);
    chronicle.gather(
        Duration.ofSeconds(1).dividedBy(choice.perSecond()),
        CLAIMS_MAX,
        turn -> {
          var wanted = Choice.isOfScarce(chance) ? scarce : plenty;
          return new Wanted(users.get(Choice.claimant(turn, USERS)), wanted.campaign());
        });

    var random = new SplittableRandom(seed);
    var away = new ArrayList<Victim>();
    while (chronicle.seconds() < SECONDS) {
      harm(chronicle, random, choice.harm(), away);
      chronicle.pass(Duration.ofMillis(random.nextInt(100, 800)));
    }
    house.misbehave("");
    away.forEach(victim -> victim.ready().run());

    assertEquals(new Verdict.Valid(), chronicle.end(), choice::told);
  }

  private static Offer offer(long seed, String name, Choice choice, Choice.Gift gift) {
    var campaign = CampaignFile.hasty("swarm-%d-%s".formatted(seed, name), gift, choice.supply());
    return new Offer(campaign, choice.terms(campaign.gift(), gift));
  }

  /// Has the provider be as the seed has it.
  private static void supply(Choice choice) {
    var wanted = choice.supply().provider();
    var told =
        Map.of(
            "honour-orders", Boolean.toString(wanted.honoursOrders()),
            "user-limit", Integer.toString(wanted.userLimit(choice.plenty())));
    if (!told.equals(supplied)) {
      var provider = house.service("provider", 1);
      told.forEach(provider::tell);
      provider.restart();
      provider.awaitReady();
      supplied = told;
    }
  }

  private static void harm(
      Chronicle chronicle, RandomGenerator random, Harm harm, List<Victim> away) {
    var victims = victims();
    var who = victims.get(random.nextInt(victims.size()));
    var lasts = Duration.ofMillis(random.nextInt(200, harm.millisMax()));
    switch (random.nextInt(3)) {
      case 0 ->
          chronicle.note(
              who.name() + " is killed",
              Place.of(who.name()),
              () -> {
                who.kill().run();
                chronicle.pass(lasts);
                who.restart().run();
                away.add(who);
              });
      case 1 ->
          chronicle.note(
              who.name() + " hangs",
              Place.of(who.name()),
              () -> {
                who.pause().run();
                chronicle.pass(lasts);
                who.resume().run();
              });
      default -> {
        var faults = harm.mischief(random);
        chronicle.noteUntilMet(
            "the provider does " + faults.replace('"', ' '),
            Place.PROVIDER,
            () -> {
              house.misbehave(faults);
              chronicle.pass(lasts.multipliedBy(2));
            },
            () -> house.misbehave(""));
      }
    }
  }

  private static List<Victim> victims() {
    var victims = new ArrayList<Victim>();
    for (var name : DOUBLED) {
      victims.add(Victim.of(name + "-1", house.service(name, 1)));
      victims.add(Victim.of(name + "-2", house.service(name, 2)));
    }
    for (var name : List.of("session", "security", "config", "reporting")) {
      victims.add(Victim.of(name, house.service(name, 1)));
    }
    for (var name : List.of("session", "security", "quota", "delivery")) {
      victims.add(Victim.of("redis of " + name, house.redis(name)));
    }
    victims.add(Victim.of("consul", house.consul()));
    return victims;
  }
}
