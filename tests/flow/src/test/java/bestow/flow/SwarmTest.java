package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.drills.Checker.Verdict;
import bestow.flow.Chronicle.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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

/// Faults that a seed chooses, one after another, while users claim what is scarce; then all is
/// healed, and the history is held to the laws. The drill `swarm` does the same for longer.
final class SwarmTest {
  private static final double SECONDS = 16;
  private static final int USERS = 150;
  private static final long FROM = Long.getLong("swarm.from", 1);
  private static final int SEEDS = Integer.getInteger("swarm.seeds", 4);
  private static final List<String> DOUBLED = List.of("gateway", "quota", "delivery");
  private static final List<String> MISCHIEF =
      List.of("lateSuccess", "error", "reset", "lostAnswer", "garbage", "connectRefusal");

  @TempDir private static Path folder;
  private static House house;
  private static List<User> users;

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
    var campaign = CampaignFile.hasty("swarm-" + seed, 500, 5);
    house.publish(campaign);
    var gateways = List.of(house.port("gateway", 1), house.port("gateway", 2));
    var chronicle = new Chronicle(house, campaign, gateways);
    chronicle.gather(users, Duration.ofMillis(12), 1_000);

    var random = new SplittableRandom(seed);
    var away = new ArrayList<Victim>();
    while (chronicle.seconds() < SECONDS) {
      harm(chronicle, random, away);
      chronicle.pass(Duration.ofMillis(random.nextInt(100, 800)));
    }
    house.misbehave("");
    away.forEach(victim -> victim.ready().run());

    assertEquals(new Verdict.Valid(), chronicle.end());
  }

  private static void harm(Chronicle chronicle, RandomGenerator random, List<Victim> away) {
    var victims = victims();
    var who = victims.get(random.nextInt(victims.size()));
    var lasts = Duration.ofMillis(random.nextInt(200, 2_500));
    switch (random.nextInt(3)) {
      case 0 ->
          chronicle.note(
              who.name() + " is killed",
              () -> {
                who.kill().run();
                chronicle.pass(lasts);
                who.restart().run();
                away.add(who);
              });
      case 1 ->
          chronicle.note(
              who.name() + " hangs",
              () -> {
                who.pause().run();
                chronicle.pass(lasts);
                who.resume().run();
              });
      default -> {
        var faults = mischief(random);
        chronicle.note(
            "the provider does " + faults.replace('"', ' '),
            () -> {
              house.misbehave(faults);
              chronicle.pass(lasts.multipliedBy(2));
              house.misbehave("");
            });
      }
    }
  }

  // Most requests meet one of two faults.
  private static String mischief(RandomGenerator random) {
    var faults = new LinkedHashSet<String>();
    for (int i = 0; i < 2; i++) {
      var fault = MISCHIEF.get(random.nextInt(MISCHIEF.size()));
      var after = fault.equals("lateSuccess") ? ",\"afterMillis\":1500" : "";
      faults.add("\"%s\":{\"share\":0.4%s}".formatted(fault, after));
    }
    return "{\"seed\":%d,%s}".formatted(random.nextInt(1_000), String.join(",", faults));
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
