package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.Choice.Mode;
import bestow.drills.Choice.Scale;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ChoiceTest {
  private static final int SEEDS = 400;
  private static final Scale SCALE = new Scale(40, 90, 600, 6_000, 8_000);

  @Test
  void aSeedAlwaysChoosesTheSame() {
    assertEquals(choice(7), choice(7));
    assertTrue(IntStream.range(0, 100).mapToObj(ChoiceTest::choice).distinct().count() > 90);
  }

  @Test
  void ofFourSeedsInARowOneHasOrderNumbersOneIsAskedAndOneIsNotWaitedFor() {
    for (long first = 0; first < SEEDS; first++) {
      var four = LongStream.range(first, first + 4).mapToObj(ChoiceTest::choice).toList();
      var classes = four.stream().map(one -> one.supply().provider()).toList();

      assertTrue(classes.containsAll(List.of(ProviderClass.ORDER_NUMBER, ProviderClass.QUERY)));
      assertTrue(four.stream().anyMatch(one -> one.supply().mode() == Mode.ASYNC));
    }
  }

  @Test
  void everyClassIsChosenAndMostProvidersMindOrderNumbers() {
    var classes = EnumSet.noneOf(ProviderClass.class);
    all().forEach(choice -> classes.add(choice.supply().provider()));
    long mind =
        all().stream().filter(one -> one.supply().provider() == ProviderClass.ORDER_NUMBER).count();

    assertEquals(Set.of(ProviderClass.values()), classes);
    assertTrue(mind > SEEDS * 2 / 5, () -> mind + " of " + SEEDS);
  }

  @Test
  void whatIsChosenHasRoomWhereItIsPlayed() {
    for (var choice : all()) {
      assertTrue(choice.perSecond() >= 20 && choice.perSecond() <= 40, choice::told);
      assertTrue(choice.harm().millisMax() >= 3_000 && choice.harm().millisMax() <= 6_000);
      assertTrue(choice.harm().lateMillis() <= 8_000);
      assertTrue(choice.harm().share() >= 0.1 && choice.harm().share() <= 0.5);
    }
  }

  @Test
  void limitsBindWhoIsEagerAndNobodyElse() {
    for (var choice : all()) {
      int claims = (choice.perSecond() - choice.scarcePerSecond()) * 90;
      var each = new int[600];
      IntStream.range(0, claims).forEach(turn -> each[Choice.claimant(turn, each.length)]++);
      int eager = IntStream.of(each).max().orElseThrow();
      int others = IntStream.of(each).skip(120).max().orElseThrow();

      assertTrue(eager > choice.plenty().perUser(), choice::told);
      assertTrue(others <= choice.plenty().perUser(), choice::told);
    }
  }

  @Test
  void whatIsScarceIsGoneBeforeTheEndIfAllGoesWell() {
    for (var choice : all()) {
      int claims = choice.scarcePerSecond() * 90;
      var each = new int[600];
      IntStream.range(0, claims).forEach(turn -> each[Choice.claimant(turn, each.length)]++);
      int wanted = IntStream.of(each).map(one -> Math.min(one, choice.scarce().perUser())).sum();

      assertTrue(wanted >= choice.scarce().stock(), choice::told);
      assertTrue(choice.scarce().stock() * 4 >= claims, choice::told);
    }
  }

  @Test
  void aProviderIsToldToMisbehaveInItsOwnWords() {
    var harm = new Choice.Harm(0.25, 1_000, 1_500);
    var random = new SplittableRandom(1);
    var said = IntStream.range(0, 50).mapToObj(_ -> harm.mischief(random)).toList();

    assertTrue(
        said.stream()
            .allMatch(
                one ->
                    one.matches(
                        "\\{\"seed\":\\d+(,\"\\w+\":\\{\"share\":0.25(,\"afterMillis\":1500)?}){1,2}}")),
        said::toString);
    assertTrue(said.stream().anyMatch(one -> one.contains("afterMillis")));
  }

  private static List<Choice> all() {
    return LongStream.range(0, SEEDS).mapToObj(ChoiceTest::choice).toList();
  }

  private static Choice choice(long seed) {
    return Choice.of(seed, SCALE);
  }
}
