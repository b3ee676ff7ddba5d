package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.Checker.Verdict;
import bestow.drills.History.Bounds;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Dead;
import bestow.drills.History.Delivery;
import bestow.drills.History.End;
import bestow.drills.History.Ends;
import bestow.drills.History.Header;
import bestow.drills.History.Look;
import bestow.drills.History.Place;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import bestow.drills.History.Told;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the checker must see, each in a history that is well but for one thing.
final class CheckerTest {
  private final List<Claim> claims =
      new ArrayList<>(
          List.of(
              new Claim("ann", "cup", 1, 2, 200, "a1"),
              new Claim("bob", "cup", 1.5, 6.5, 202, "b1"),
              new Claim("cem", "cup", 3, 23, 0, ""),
              new Claim("dora", "cup", 4, 4.1, 409, "")));
  private final List<Look> looks =
      new ArrayList<>(
          List.of(
              new Look("b1", 4, 4.1, "processing"),
              new Look("a1", 8, 8.1, "delivered"),
              new Look("b1", 8, 8.1, "delivered"),
              new Look("x1", 8, 8.1, "refused")));
  private final List<Damage> faults =
      new ArrayList<>(List.of(new Damage("quota-1 is killed", Place.QUOTA, 3, 5)));
  private final List<Delivery> deliveries =
      new ArrayList<>(
          List.of(
              new Delivery("a1", "ann", "cup"),
              new Delivery("b1", "bob", "cup"),
              new Delivery("c1", "cem", "cup")));
  private final List<Dead> dead = new ArrayList<>();
  private final List<Stock> stocks = new ArrayList<>(List.of(stock(4, 6, 3, 0, 3)));
  private final List<Terms> terms = new ArrayList<>(List.of(Terms.once("cup", 10, 1)));
  private final Bounds bounds = new Bounds(60, 0);
  private double quiet = 7;

  @Test
  void aHistoryInWhichAllIsWellIsValid() {
    assertEquals(new Verdict.Valid(), check());
  }

  @Test
  void anOrderThatWasDeliveredTwiceIsSeen() {
    deliveries.add(new Delivery("b1", "bob", "cup"));

    assertViolated("L1, delivered too often: b1 2 times");
  }

  @Test
  void anOrderMayBeDeliveredAsOftenAsItsProviderMay() {
    deliveries.add(new Delivery("b1", "bob", "cup"));
    terms.set(0, new Terms("cup", 10, 1, 2, Ends.PRESUMED));
    assertEquals(new Verdict.Valid(), check());

    deliveries.add(new Delivery("b1", "bob", "cup"));
    assertViolated("L1, delivered too often: b1 3 times");
  }

  @Test
  void whatWasAnswered200AndNeverDeliveredIsSeen() {
    deliveries.remove(0);
    stocks.set(0, stock(4, 6, 4, 0, 2));

    assertViolated("L3, answered 200 and not delivered: a1");
  }

  @Test
  void whatWasPromisedAndNeverDeliveredIsSeen() {
    deliveries.remove(1);
    stocks.set(0, stock(4, 6, 4, 0, 2));

    assertViolated("L3, answered 202 and not delivered: b1");
  }

  @Test
  void whatWasShownAsDeliveredAndNeverWasIsSeen() {
    looks.add(new Look("y1", 8, 8.1, "delivered"));

    assertViolated("L3, shown as delivered and not delivered: y1");
  }

  @Test
  void aPromiseMayEndWithAPersonOnlyWhereNobodyCanKnow() {
    deliveries.remove(1);
    dead.add(new Dead("b1", "cup"));
    assertViolated("L3, answered 202 and not delivered: b1");

    terms.set(0, new Terms("cup", 10, 1, 2, Ends.PRESUMED));
    assertEquals(new Verdict.Valid(), check());
    claims.set(1, new Claim("bob", "cup", 1.5, 6.5, 200, "b1"));
    assertViolated("L3, answered 200 and not delivered: b1");
  }

  @Test
  void aPromiseMayBeRefusedOnlyToWhoeverHasAllThatAProviderGives() {
    deliveries.set(1, new Delivery("b2", "bob", "cup"));
    looks.removeIf(look -> look.order().equals("b1"));
    looks.add(new Look("b1", 8, 8.1, "refused"));
    assertViolated("L3, answered 202 and not delivered: b1");

    terms.set(0, new Terms("cup", 10, 2, 2, Ends.PRESUMED));
    assertViolated("L3, answered 202 and not delivered: b1");

    deliveries.add(new Delivery("b2", "bob", "cup"));
    assertEquals(new Verdict.Valid(), check());

    looks.removeLast();
    assertViolated("L3, answered 202 and not delivered: b1");
  }

  @Test
  void whatWasRefusedAndDeliveredIsSeen() {
    looks.add(new Look("c1", 8, 8.1, "refused"));

    assertViolated("L4, shown as refused and delivered: c1");
  }

  @Test
  void aDeliveryToAUserWhoWasOnlyRefusedIsSeen() {
    deliveries.add(new Delivery("d1", "dora", "cup"));
    stocks.set(0, stock(4, 6, 2, 0, 4));
    assertViolated("L4, delivered to a user who was only refused: dora has d1");

    claims.add(new Claim("dora", "cup", 5, 6, 503, ""));
    assertEquals(new Verdict.Valid(), check());
  }

  @Test
  void anOrderThatWasToldTwoEndsIsSeen() {
    looks.add(new Look("a1", 9, 9.1, "refused"));
    assertViolated("L5, told two ends of one order: a1 delivered and refused");

    looks.removeLast();
    looks.add(new Look("x1", 9, 9.1, "delivered"));
    assertViolated("L5, told two ends of one order: x1 delivered and refused");
  }

  @Test
  void anEndThatIsTakenBackIsSeen() {
    looks.add(new Look("a1", 1.9, 2.1, "processing"));
    assertEquals(new Verdict.Valid(), check());

    looks.add(new Look("a1", 2, 2.1, "processing"));
    assertViolated("L5, told an end that was none: a1 then processing");
  }

  @Test
  void aUserWithMoreThanTheyMayHaveIsSeen() {
    deliveries.add(new Delivery("c2", "cem", "cup"));
    stocks.set(0, stock(4, 6, 2, 0, 4));

    assertViolated("L6, more than a user may have: cem has 2");
  }

  @Test
  void stockThatVanishesIsSeen() {
    stocks.set(0, stock(4, 6, 2, 0, 3));
    assertViolated("L2, stock that does not add up: 2 free, 0 held and 3 confirmed of 6 leased");

    stocks.set(0, stock(3, 6, 3, 0, 3));
    assertViolated("L2, stock that does not add up: 3 in the reservoir and 6 leased of 10");
  }

  @Test
  void moreThanThereIsIsSeen() {
    terms.set(0, Terms.once("cup", 2, 1));
    stocks.set(0, stock(0, 2, -1, 0, 3));

    assertViolated("L2, stock that does not add up: 3 delivered of a stock of 2");
  }

  @Test
  void ledgersThatDisagreeAreSeen() {
    stocks.set(0, stock(4, 6, 4, 0, 2));

    assertViolated("L10, ledgers that disagree: 2 confirmed, 3 delivered");
  }

  @Test
  void whatNeverComesToAnEndIsSeen() {
    stocks.set(0, stock(4, 6, 2, 1, 3));
    quiet = Double.NaN;

    assertViolated("L3, orders without an end long after all was healed: 1 units are held");
  }

  @Test
  void whatComesToItsEndTooLateIsSeen() {
    quiet = 65;
    assertEquals(new Verdict.Valid(), check());

    quiet = 65.1;
    assertViolated(
        "L3, orders without their end 60 s after all was healed: the last had it after 60.1 s");
  }

  @Test
  void eachGiftIsHeldToItsOwnTerms() {
    terms.add(Terms.once("hat", 5, 2));
    stocks.add(new Stock("hat", 3, 2, 0, 0, 2));
    deliveries.add(new Delivery("h1", "cem", "hat"));
    deliveries.add(new Delivery("h2", "cem", "hat"));
    assertViolated("L4, delivered to a user who was only refused: cem has h1, cem has h2");

    claims.add(new Claim("cem", "hat", 3, 4, 0, ""));
    assertEquals(new Verdict.Valid(), check());
    terms.set(1, Terms.once("hat", 5, 1));
    assertViolated("L6, more than a user may have: cem has 2");
  }

  private void assertViolated(String sentence) {
    var verdict = assertInstanceOf(Verdict.Invalid.class, check());
    assertTrue(verdict.violations().stream().anyMatch(sentence::equals), verdict::toString);
  }

  private static Stock stock(long reservoir, long leased, long free, long held, long confirmed) {
    return new Stock("cup", reservoir, leased, free, held, confirmed);
  }

  private Verdict check() {
    return Checker.check(
        new History(
            new Header("swarm", 1, 90, "v1", "", bounds),
            terms,
            new Told(claims, looks),
            faults,
            new End(5, quiet, stocks, deliveries, dead)));
  }
}
