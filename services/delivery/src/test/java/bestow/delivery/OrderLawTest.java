package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.World.Shortcut;
import bestow.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The laws of an order's life, under every order of steps, crash and late effect that a seed can
/// think of; and that each guard is one: without it its law breaks.
final class OrderLawTest {

  private static final int SEEDS = 1000;

  @ParameterizedTest
  @EnumSource(Terms.Kind.class)
  void nothingIsDeliveredTwiceAndNoFinalAnswerChanges(Terms.Kind kind) {
    Seeded.check(SEEDS, random -> new World(random, ModelTerms.of(kind), Shortcut.NONE).live());
  }

  @ParameterizedTest
  @EnumSource
  void everyOrderEndsOnceAllIsWell(Terms.Kind kind) {
    Seeded.check(
        SEEDS,
        random -> {
          var world = new World(random, ModelTerms.of(kind), Shortcut.NONE);

          world.live();

          assertTrue(world.ended(), () -> "open: " + world.order());
        });
  }

  @Test
  void withoutTheWriteAheadAnOrderIsDeliveredTwice() {
    assertBreaks(Terms.Kind.NOTHING, Shortcut.NO_WRITE_AHEAD, "L1");
    assertBreaks(Terms.Kind.ASK_FIRST, Shortcut.NO_WRITE_AHEAD, "L1");
  }

  @Test
  void withoutTheComparisonAFinalAnswerChanges() {
    assertBreaks(Terms.Kind.SAME_NUMBER, Shortcut.NO_COMPARE, "L5");
    assertBreaks(Terms.Kind.NOTHING, Shortcut.NO_COMPARE, "L5");
  }

  @Test
  void withoutTheSendByDeadlineAForgottenSenderDeliversAgain() {
    assertBreaks(Terms.Kind.ASK_FIRST, Shortcut.NO_SEND_BY, "L1");
  }

  @Test
  void withoutTheSettleWindowALateSuccessIsDeliveredAgain() {
    assertBreaks(Terms.Kind.ASK_FIRST, Shortcut.NO_SETTLING, "L1");
  }

  @Test
  void withoutMindingEarlierAttemptsARefusedOrderLands() {
    assertBreaks(Terms.Kind.SAME_NUMBER, Shortcut.REFUSES_EARLY, "L4");
  }

  private static void assertBreaks(Terms.Kind kind, Shortcut shortcut, String law) {
    Seeded.breaks(law, SEEDS, random -> new World(random, ModelTerms.of(kind), shortcut).live());
  }
}
