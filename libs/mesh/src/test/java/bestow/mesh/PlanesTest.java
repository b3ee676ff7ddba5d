package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.SpreadSettings.Help;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the other plane takes over, and how it gives it back.
final class PlanesTest {

  @Test
  void theOtherPlaneIsNotCalledUnlessItHelps() {
    var both = planes(Help.NONE);

    for (int i = 0; i < 4; i++) {
      both.fail(i, 25);
    }

    assertEquals(0, otherPlane(both), 1e-9);
    assertEquals(4, both.health().states(both.nanos()).size(), "it is not even counted");
  }

  @Test
  void theBackupTakesOverByHowManyAreBadAndGivesBackOnlyAfterAWhile() {
    var both = planes(Help.BACKUP);
    both.othersDoWell(-1, 20);
    assertEquals(0, otherPlane(both), 1e-9);

    both.fail(0, 25);
    assertEquals(0, otherPlane(both), 1e-9, "3 of 4 carry it all");
    both.fail(1, 25);
    assertEquals(0.3, otherPlane(both), 1e-9);
    both.advanceMillis(6100);
    both.passProbes();
    both.passProbes();
    assertEquals(0, both.out());
    assertEquals(0.3, otherPlane(both), 1e-9, "held down");
    both.advanceMillis(29_999);
    assertEquals(0.3, otherPlane(both), 1e-9, "held down");

    var shares = new ArrayList<Long>();
    both.advanceMillis(1);
    for (int i = 0; i < 10; i++) {
      shares.add(Math.round(100 * otherPlane(both)));
      both.advanceMillis(999);
      shares.add(Math.round(100 * otherPlane(both)));
      both.advanceMillis(1);
    }

    assertEquals(
        List.of(
            27L, 27L, 24L, 24L, 21L, 21L, 18L, 18L, 15L, 15L, 12L, 12L, 9L, 9L, 6L, 6L, 3L, 3L, 0L,
            0L),
        shares,
        "a tenth of it a second");
    assertEquals(
        List.of(30L, 0L),
        both.told(Transition.Spilled.class).stream()
            .map(told -> Math.round(100 * told.share()))
            .toList());
    both.advance(Duration.ofMinutes(1));
    both.fail(2, 25);
    both.fail(3, 25);
    assertEquals(0.3, otherPlane(both), 1e-9, "and at once when they are needed again");
  }

  @Test
  void whatOnlyTheOtherPlaneCouldDoComesBackLittleByLittleWithoutAWait() {
    var both = planes(Help.NEIGHBOUR);
    var own = IntStream.range(0, 4).mapToObj(i -> HealthFixture.instance(i, "a", "claim")).toList();
    var other =
        IntStream.range(4, 8).mapToObj(i -> HealthFixture.instance(i, "a", "query")).toList();
    both.list(other);
    assertEquals(1, otherPlane(both), 1e-9);

    both.list(Stream.concat(own.stream(), other.stream()).toList());
    assertEquals(1, otherPlane(both), 1e-9);
    both.advanceMillis(1000);
    assertEquals(0.9, otherPlane(both), 1e-9);
    IntStream.range(0, 9).forEach(_ -> both.advanceMillis(1000));
    assertEquals(0, otherPlane(both), 1e-9);

    both.list(own);
    assertEquals(0, otherPlane(both), 1e-9);
  }

  @Test
  void whoeverTakesOverIsToldWhetherItHasWorkOfItsOwn() {
    var own = HealthFixture.instance(0, "a", "claim");
    var other = HealthFixture.instance(4, "a", "query");

    assertEquals(Optional.of(Mark.SPILLED), planes(Help.NEIGHBOUR).health().mark(other));
    assertEquals(Optional.of(Mark.BACKED_UP), planes(Help.BACKUP).health().mark(other));
    for (var help : Help.values()) {
      assertEquals(Optional.empty(), planes(help).health().mark(own));
    }
    assertEquals(Optional.empty(), HealthFixture.of(2).health().mark(other), "all are alike");
  }

  /// Scenario 48.
  @Test
  void whatHasBeenPassedOnOnceIsNotPassedOnAgain() {
    var both = planes(Help.BACKUP);
    both.othersDoWell(-1, 20);
    IntStream.range(0, 3).forEach(i -> both.fail(i, 25));
    assertTrue(otherPlane(both) > 0);

    for (int i = 0; i < 200; i++) {
      var wish = Wish.plain().within(View.Reach.OWN_PLANE);
      assertEquals("claim", both.pick(wish).orElseThrow().instance().place().plane());
      wish = wish.not(HealthFixture.instance(3));
      assertEquals("claim", both.pick(wish).orElseThrow().instance().place().plane());
    }
  }

  /// Scenario 48.
  @Test
  void theNeighbourTakesOverWhatIsTooMuchForTheOthers() {
    var both = planes(Help.NEIGHBOUR);
    both.othersDoWell(-1, 20);
    both.fail(0, 25);
    both.fail(1, 25);

    // 4 at 0.6 have 2.4 to do, 2 can do 1.8; 4 neighbours may give a fifth of what they can.
    assertEquals(0.6 / 2.4, otherPlane(both), 1e-9);
  }

  @Test
  void aNeighbourThatHasNoMoreRoomIsLeftAloneAtOnce() {
    var both = planes(Help.NEIGHBOUR);
    both.othersDoWell(-1, 20);
    both.list(instances(2, 8));
    assertEquals(0.25, otherPlane(both), 1e-9);

    both.list(instances(2, 5));

    assertEquals(0, otherPlane(both), 1e-9, "one of four is left to do what four did");
    assertEquals(
        List.of(25L, 0L),
        both.told(Transition.Spilled.class).stream()
            .map(told -> Math.round(100 * told.share()))
            .toList());
  }

  @Test
  void whereOnlyTheNeighbourIsLeftItDoesAllThatItCan() {
    var both = planes(Help.NEIGHBOUR);
    both.othersDoWell(-1, 20);
    both.list(instances(4, 8));
    assertEquals(1, otherPlane(both), 1e-9);

    both.list(instances(4, 5));

    assertEquals(1, otherPlane(both), 1e-9);
  }

  @Test
  void whoLeavesTheListLeavesHisWorkToTheOthers() {
    var both = planes(Help.NEIGHBOUR);
    both.othersDoWell(-1, 20);
    assertEquals(0, otherPlane(both), 1e-9);

    both.list(instances(2, 8));
    assertEquals(0.25, otherPlane(both), 1e-9);
    for (int minute = 0; minute < 9; minute++) {
      both.advance(Duration.ofMinutes(1));
      assertEquals(0.25, otherPlane(both), 1e-9);
    }

    both.advance(Duration.ofMinutes(2));
    both.advance(Duration.ofSeconds(30));
    IntStream.range(0, 10).forEach(_ -> both.advanceMillis(1000));
    assertEquals(0, otherPlane(both), 1e-9, "the plane is that small now");
  }

  @Test
  void aBackupTakesOverForThoseWhoLeaveTheListToo() {
    var both = planes(Help.BACKUP);
    both.list(instances(3, 8));

    assertEquals(1 - 1.4 / 4, otherPlane(both), 1e-9);
  }

  @Test
  void aPlaneIsAsLargeAsItWasLately() {
    var muster = new Muster(Duration.ofNanos(100));

    assertEquals(3, muster.of(3, 1_000));
    assertEquals(Long.MAX_VALUE, muster.due());
    assertEquals(3, muster.of(1, 2_000));
    assertEquals(2_100, muster.due());
    assertEquals(3, muster.of(2, 2_099));
    assertEquals(2, muster.of(2, 2_100));
    assertEquals(Long.MAX_VALUE, muster.due());
    assertEquals(2, muster.of(1, 3_000));
    assertEquals(4, muster.of(4, 3_050));
    assertEquals(4, muster.of(1, 3_120), "what was remembered before is of no matter");
  }

  private static List<Instance> instances(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> HealthFixture.instance(i, "a", i < 4 ? "claim" : "query"))
        .toList();
  }

  private static HealthFixture planes(Help help) {
    var both =
        new HealthFixture(HealSettings.usual().with(SpreadSettings.usual().plane("claim", help)));
    both.list(instances(0, 8));
    return both;
  }

  private static double otherPlane(HealthFixture fixture) {
    return fixture.health().view().groups().stream()
        .filter(group -> group.reach() == View.Reach.ANYWHERE)
        .mapToDouble(View.Group::share)
        .sum();
  }
}
