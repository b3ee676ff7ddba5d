package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.drills.Checker.Verdict;
import bestow.drills.History.Bounds;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Delivery;
import bestow.drills.History.End;
import bestow.drills.History.Header;
import bestow.drills.History.Look;
import bestow.drills.History.Place;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import bestow.drills.History.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What leaves a verdict open, though no law is broken.
final class CoverageTest {
  private static final Verdict VALID = new Verdict.Valid();

  private final List<Claim> claims =
      new ArrayList<>(List.of(new Claim("ann", "cup", 1, 2, 200, "a1")));
  private final List<Look> looks = new ArrayList<>(List.of(new Look("a1", 8, 8.1, "delivered")));
  private final List<Damage> faults = new ArrayList<>();
  private Bounds bounds = new Bounds(60, 0);

  @Test
  void aFaultThatNoClaimMetLeavesTheVerdictOpen() {
    assertEquals(VALID, check());
    faults.add(new Damage("consul-1 is killed", Place.WAY, 30, 31));

    assertOpen("no claim met consul-1 is killed");
  }

  @ParameterizedTest
  @CsvSource({
    "200, WAY QUOTA DELIVERY PROVIDER",
    "202, WAY QUOTA DELIVERY PROVIDER",
    "0, WAY QUOTA DELIVERY",
    "503, WAY QUOTA DELIVERY",
    "409, WAY QUOTA",
    "403, WAY",
    "401, WAY"
  })
  void anAnswerTellsHowFarItsClaimCame(int status, String places) {
    boolean good = status == 200 || status == 202;
    claims.add(new Claim("ann", "cup", 3, 4, status, good ? "a2" : ""));
    looks.add(new Look("a2", 8, 8.1, "processing"));
    for (var place : Place.values()) {
      faults.clear();
      faults.add(new Damage("something is done", place, 3, 4));

      var met = Set.of(places.split(" ", -1)).contains(place.name());
      assertEquals(met, !Coverage.missing(history()).isPresent(), place::name);
    }
  }

  @Test
  void anOrderThatWasToldBeforeMayNotComeToTheProviderAgain() {
    claims.add(new Claim("ann", "cup", 3, 4, 200, "a1"));
    faults.add(new Damage("the provider is late", Place.PROVIDER, 3, 4));

    assertOpen("no claim met the provider is late");
  }

  @Test
  void aClaimThatWasNeverSentMeetsNothing() {
    claims.add(new Claim("ann", "cup", 3.5, 3.5, 0, ""));
    faults.add(new Damage("delivery-1 hangs", Place.DELIVERY, 3, 4));

    assertOpen("no claim met delivery-1 hangs");
  }

  @Test
  void withoutClaimsTheVerdictIsOpen() {
    assertEquals(
        new Verdict.Unknown("nobody claimed"),
        Checker.check(
            new History(
                new Header("swarm", 1, 90, "v1", "", bounds),
                List.of(Terms.once("cup", 10, 1)),
                new Told(List.of(), List.of()),
                List.of(),
                new End(5, 7, List.of(new Stock("cup", 10, 0, 0, 0, 0)), List.of(), List.of()))));
  }

  @Test
  void anOrderThatNobodyLookedAtInTheEndLeavesTheVerdictOpen() {
    looks.set(0, new Look("a1", 4.9, 5.1, "delivered"));

    assertOpen("nobody looked in the end at a1");
  }

  @Test
  void fewDeliveriesWhileSomethingIsDoneLeaveTheVerdictOpen() {
    bounds = new Bounds(60, 1);
    assertOpen("0 orders were delivered of those claimed while something was done, 1 are wanted");

    faults.add(new Damage("quota-1 is killed", Place.QUOTA, 1, 2));
    assertEquals(VALID, check());
  }

  private void assertOpen(String why) {
    assertEquals(new Verdict.Unknown(why), check());
  }

  private Verdict check() {
    return Checker.check(history());
  }

  private History history() {
    return new History(
        new Header("swarm", 1, 90, "v1", "", bounds),
        List.of(Terms.once("cup", 10, 1)),
        new Told(claims, looks),
        faults,
        new End(
            5,
            7,
            List.of(new Stock("cup", 4, 6, 5, 0, 1)),
            List.of(new Delivery("a1", "ann", "cup")),
            List.of()));
  }
}
