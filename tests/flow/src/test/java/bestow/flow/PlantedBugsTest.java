package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.Checker.Verdict;
import bestow.drills.History.Place;
import bestow.flow.Chronicle.Plot;
import bestow.flow.Chronicle.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checker is worth something only if it sees what it is there for: the same damage is done to
/// the platform as it is, and to one with a mistake in it that breaks a promise.
final class PlantedBugsTest {
  private static final int USERS = 240;
  // Of those who claim in the three seconds in which something is done.
  private static final int DELIVERED_MIN = 20;
  private static final Plant NUMBERS_ANEW =
      new Plant(
          "delivery",
          "bestow.delivery.Template",
          "case ORDER -> order.number().value();",
          """
          case ORDER ->
              order.attempt() == 1
                  ? order.number().value()
                  : order.number().value() + "-" + order.attempt();
          """);
  private static final Plant ACKNOWLEDGES_FIRST =
      new Plant(
          "delivery",
          "bestow.delivery.HttpAdapter",
          "return results.delivered(callee.call(call));",
          """
          var later = bestow.mesh.CallContext.current();
          Thread.ofVirtual().start(later.carry(() -> { var _ = callee.call(call); }));
          return new Verdict.Delivered("soon", new Attempt.End("read", 200));
          """);
  private static final Plant WRITES_LATER =
      new Plant(
          "delivery",
          "bestow.delivery.OrderBook",
          "switch (store.write(before, step.order())) {",
          """
          var written =
              step instanceof Step.Send ? new Written.Done() : store.write(before, step.order());
          switch (written) {
          """);

  @TempDir private static Path folder;
  private static House house;

  @BeforeAll
  static void start() {
    house = House.start(folder, 1, SwarmTest.hasty());
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void thePlatformAsItIsKeepsEveryLaw() {
    assertEquals(new Verdict.Valid(), played("as-it-is"));
  }

  @Test
  void aProviderThatMindsNoOrderNumberIsSeen() {
    var provider = house.service("provider", 1);
    provider.tell("honour-orders", "false");
    restart(provider);
    try {
      assertSeen("L1, delivered too often", played("minds-no-number"));
    } finally {
      provider.tell("honour-orders", "true");
      restart(provider);
    }
  }

  @Test
  void anAttemptWithANumberOfItsOwnIsSeen() {
    assertSeen("L6, more than a user may have", planted(NUMBERS_ANEW, "numbered-anew"));
  }

  @Test
  void anAcknowledgementBeforeTheDeliveryIsSeen() {
    assertSeen("L3, answered 200 and not delivered", planted(ACKNOWLEDGES_FIRST, "soon"));
  }

  @Test
  void anAttemptThatIsWrittenDownAfterwardsIsSeen() {
    assertSeen("L10, ledgers that disagree", planted(WRITES_LATER, "written-later"));
  }

  private static Verdict planted(Plant plant, String campaign) {
    var delivery = house.service("delivery", 1);
    delivery.plant(Optional.of(plant.compiled(folder.resolve(campaign))));
    restart(delivery);
    try {
      return played(campaign);
    } finally {
      delivery.plant(Optional.empty());
      restart(delivery);
    }
  }

  /// Users claim once each, from a provider that loses answers, fails, and then delivers late; and
  /// while it is late, gateway and delivery die.
  private static Verdict played(String id) {
    var campaign = CampaignFile.hasty(id, 10_000, 1);
    house.publish(campaign);
    var users = Chronicle.users(house, id + "-", USERS);
    var plot = Plot.of(campaign, DELIVERED_MIN, users);
    var chronicle = new Chronicle(house, plot, List.of(house.port("gateway", 1)));
    chronicle.gather(Duration.ofMillis(25), USERS, i -> new Wanted(users.get(i), campaign));
    chronicle.note(
        "the provider loses answers and fails",
        Place.PROVIDER,
        () -> {
          house.misbehave("{\"seed\":1,\"lostAnswer\":{\"share\":0.3},\"error\":{\"share\":0.3}}");
          chronicle.pass(Duration.ofSeconds(2));
        });
    chronicle.note(
        "the provider is late, and gateway and delivery die",
        Place.DELIVERY,
        () -> {
          house.misbehave("{\"lateSuccess\":{\"share\":1,\"afterMillis\":1500}}");
          chronicle.pass(Duration.ofMillis(700));
          house.service("gateway", 1).kill();
          house.service("delivery", 1).kill();
        });
    house.misbehave("");
    restart(house.service("delivery", 1));
    restart(house.service("gateway", 1));
    return chronicle.end();
  }

  private static void restart(ServiceProcess service) {
    service.restart();
    service.awaitReady();
  }

  private static void assertSeen(String law, Verdict verdict) {
    var sentences = assertInstanceOf(Verdict.Invalid.class, verdict).violations();
    assertTrue(sentences.stream().anyMatch(one -> one.startsWith(law)), sentences::toString);
  }
}
