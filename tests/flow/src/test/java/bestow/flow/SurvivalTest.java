package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is killed while claims run, and what the users notice of it.
final class SurvivalTest {
  private static final int USERS = 8;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static House house;

  @BeforeAll
  static void start() {
    house = House.start(folder);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void noClaimFailsWithoutConfigAndGatewayStartsWithoutIt() {
    var campaign = published("without-config");
    try (var traffic = traffic(campaign)) {
      traffic.go(50);
      house.service("config", 1).kill();
      traffic.go(200);
      allDelivered(traffic);
    }

    house.service("gateway", 1).restart();
    house.service("gateway", 1).awaitReady();
    assertEquals("delivered", house.signIn("after-restart").claim(campaign).word());

    house.service("config", 1).restart();
    house.service("config", 1).awaitReady();
  }

  @Test
  void noClaimFailsWithoutConsul() {
    var campaign = published("without-consul");
    try (var traffic = traffic(campaign)) {
      traffic.go(50);
      house.consul().kill();
      traffic.go(200);
      house.consul().restart();
      traffic.go(200);
      allDelivered(traffic);
    }
  }

  @Test
  void noClaimFailsWithoutReporting() {
    var campaign = published("without-reporting");
    try (var traffic = traffic(campaign)) {
      traffic.go(50);
      house.service("reporting", 1).kill();
      traffic.go(200);
      allDelivered(traffic);
    }
    house.service("reporting", 1).restart();
    house.service("reporting", 1).awaitReady();
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "security", "config", "quota", "delivery", "reporting"})
  void nothingThatWasAnswered200IsLostWithARedis(String owner) {
    var campaign = published("redis-of-" + owner);
    Set<String> promised;
    try (var traffic = traffic(campaign)) {
      traffic.go(50);
      house.redis(owner).kill();
      traffic.go(20);
      house.redis(owner).restart();
      Eventually.within(
          SOON,
          () -> house.signIn("again-" + owner).claim(campaign).word().equals("delivered"),
          "claims are delivered again");
      traffic.go(50);
      traffic.end();
      promised =
          traffic.answers().stream()
              .filter(answer -> answer.word().equals("delivered"))
              .map(answer -> answer.member("order"))
              .collect(Collectors.toSet());
    }

    var ledger = house.ledgers().delivered();
    assertTrue(promised.size() >= 20, promised.size() + " orders were answered 200");
    assertEquals(Set.of(), missing(promised, ledger), "every order answered 200 is delivered");
    assertEquals(ledger.size(), new HashSet<>(ledger).size(), "and none twice");
    Eventually.within(
        SOON,
        () -> house.ledgers().stock(campaign).buckets().getFirst().confirmed() >= promised.size(),
        "and all of them are confirmed");
  }

  private static CampaignFile published(String id) {
    var campaign = CampaignFile.ample(id);
    house.publish(campaign);
    return campaign;
  }

  private static Traffic traffic(CampaignFile campaign) {
    return new Traffic(house, campaign, USERS, List.of(house.port("gateway", 1)));
  }

  private static void allDelivered(Traffic traffic) {
    traffic.end();
    var others =
        traffic.answers().stream()
            .filter(answer -> !answer.word().equals("delivered"))
            .limit(5)
            .toList();
    assertEquals(List.of(), others);
  }

  private static Set<String> missing(Set<String> promised, List<String> ledger) {
    var missing = new HashSet<>(promised);
    ledger.forEach(missing::remove);
    return missing;
  }
}
