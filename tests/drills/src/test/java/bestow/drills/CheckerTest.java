package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.Checker.Verdict;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Delivery;
import bestow.drills.History.End;
import bestow.drills.History.Terms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the checker must see, each in a history that is well but for one thing.
final class CheckerTest {
  private final List<Claim> claims =
      new ArrayList<>(
          List.of(
              new Claim("ann", 1, 2, 200, "a1"),
              new Claim("bob", 1.5, 6.5, 202, "b1"),
              new Claim("cem", 3, 23, 0, ""),
              new Claim("dora", 4, 4.1, 409, "")));
  private final List<Damage> faults =
      new ArrayList<>(List.of(new Damage("quota-1 is killed", 3, 5)));
  private final List<Delivery> deliveries =
      new ArrayList<>(
          List.of(new Delivery("a1", "ann"), new Delivery("b1", "bob"), new Delivery("c1", "cem")));
  private Terms terms = new Terms(10, 1);
  private End end = new End(5, 7, 4, 6, 3, 0, 3);

  @Test
  void aHistoryInWhichAllIsWellIsValid() {
    assertEquals(new Verdict.Valid(), Checker.check(history()));
  }

  @Test
  void anOrderThatWasDeliveredTwiceIsSeen() {
    deliveries.add(new Delivery("b1", "bob"));

    assertViolated("L1, delivered more than once: b1 2 times");
  }

  @Test
  void whatWasAnswered200AndNeverDeliveredIsSeen() {
    deliveries.remove(0);
    end = new End(5, 7, 4, 6, 4, 0, 2);

    assertViolated("L3, answered 200 and not delivered: a1");
  }

  @Test
  void whatWasPromisedAndNeverDeliveredIsSeen() {
    deliveries.remove(1);
    end = new End(5, 7, 4, 6, 4, 0, 2);

    assertViolated("L3, answered 202 and not delivered: b1");
  }

  @Test
  void aUserWithMoreThanTheyMayHaveIsSeen() {
    deliveries.add(new Delivery("c2", "cem"));
    end = new End(5, 7, 4, 6, 2, 0, 4);

    assertViolated("L6, more than a user may have: cem has 2");
  }

  @Test
  void stockThatVanishesIsSeen() {
    end = new End(5, 7, 4, 6, 2, 0, 3);
    assertViolated("L2, stock that does not add up: 2 free, 0 held and 3 confirmed of 6 leased");

    end = new End(5, 7, 3, 6, 3, 0, 3);
    assertViolated("L2, stock that does not add up: 3 in the reservoir and 6 leased of 10");
  }

  @Test
  void moreThanThereIsIsSeen() {
    terms = new Terms(2, 1);
    end = new End(5, 7, 0, 2, -1, 0, 3);

    assertViolated("L2, stock that does not add up: 3 delivered of a stock of 2");
  }

  @Test
  void ledgersThatDisagreeAreSeen() {
    end = new End(5, 7, 4, 6, 4, 0, 2);

    assertViolated("L10, ledgers that disagree: 2 confirmed, 3 delivered");
  }

  @Test
  void whatNeverComesToAnEndIsSeen() {
    end = new End(5, Double.NaN, 4, 6, 2, 1, 3);

    assertViolated("L3, orders without an end long after all was healed: 1 units are held");
  }

  @Test
  void aFaultThatNoClaimMetLeavesTheVerdictOpen() {
    faults.add(new Damage("consul-1 is killed", 30, 31));

    assertEquals(new Verdict.Unknown("no claim met consul-1 is killed"), Checker.check(history()));
  }

  @Test
  void withoutClaimsTheVerdictIsOpen() {
    claims.clear();
    faults.clear();

    assertEquals(new Verdict.Unknown("nobody claimed"), Checker.check(history()));
  }

  @Test
  void aHistoryIsReadBackAsItWasWritten() {
    var history = history();

    assertEquals(history, History.of(history.text().lines().toList()));
    end = new End(5, Double.NaN, 4, 6, 2, 1, 3);
    assertEquals(history(), History.of(history().text().lines().toList()));
  }

  @Test
  void aLineThatIsNoneOfOursIsNamed() {
    var lines = new ArrayList<>(history().text().lines().toList());
    lines.add(2, "{\"type\":\"claim\",\"user\":\"ann\"}");

    var refused = assertThrows(IllegalArgumentException.class, () -> History.of(lines));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("line 3 is none"), refused::toString);
    var cut = history().text().lines().limit(3).toList();
    assertThrows(IllegalArgumentException.class, () -> History.of(cut));
  }

  private void assertViolated(String sentence) {
    var verdict = assertInstanceOf(Verdict.Invalid.class, Checker.check(history()));
    assertTrue(verdict.violations().stream().anyMatch(sentence::equals), verdict::toString);
  }

  private History history() {
    return new History(terms, claims, faults, deliveries, end);
  }
}
