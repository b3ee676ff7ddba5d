package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.quota.Judgement.Ours;
import bestow.quota.Judgement.Theirs;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What is to be done about every pair of what the two ledgers can have of an order.
final class JudgeTest {

  @Test
  void everyPairHasItsJudgement() {
    assertEquals(
        """
        held      accepted   agree
        held      delivered  confirm
        held      refused    release
        held      damaged    differs
        held      unknown    agree
        confirmed accepted   differs
        confirmed delivered  agree
        confirmed refused    differs
        confirmed damaged    differs
        confirmed unknown    only-ours
        released  accepted   oversold
        released  delivered  oversold
        released  refused    agree
        released  damaged    differs
        released  unknown    forbid
        unknown   accepted   agree
        unknown   delivered  only-theirs
        unknown   refused    agree
        unknown   damaged    differs
        unknown   unknown    agree
        expired   accepted   agree
        expired   delivered  agree
        expired   refused    agree
        expired   damaged    agree
        expired   unknown    agree
        damaged   accepted   differs
        damaged   delivered  differs
        damaged   refused    differs
        damaged   damaged    differs
        damaged   unknown    differs
        """,
        table());
  }

  /// What was delivered within a bundle that is not given yet, or was taken back with it: the
  /// bundle decides what becomes of the stock, not the order's own state.
  @Test
  void whatBecomesOfTheStockIsDeliverysWord() {
    var held = new Ours.Stands(order(HoldState.HELD));
    var confirmed = new Ours.Stands(order(HoldState.CONFIRMED));
    var released = new Ours.Stands(order(HoldState.RELEASED));
    var pending = new Theirs.Stands(OrderState.DELIVERED, Stock.LATER);
    var undone = new Theirs.Stands(OrderState.REVOKED, Stock.RELEASE);
    var revoked = new Theirs.Stands(OrderState.REVOKED, Stock.CONFIRM);

    assertEquals("agree", word(Judge.of(held, pending)));
    assertEquals("differs", word(Judge.of(confirmed, pending)));
    assertEquals("agree", word(Judge.of(released, undone)));
    assertEquals("release", word(Judge.of(held, undone)));
    assertEquals("differs", word(Judge.of(confirmed, undone)));
    assertEquals("agree", word(Judge.of(confirmed, revoked)));
    assertEquals("oversold", word(Judge.of(released, revoked)));
  }

  private static String table() {
    var ours = new ArrayList<Ours>();
    for (var state : HoldState.values()) {
      ours.add(new Ours.Stands(order(state)));
    }
    ours.addAll(List.of(new Ours.Unknown(), new Ours.Expired(), new Ours.Damaged()));
    var theirs =
        List.of(
            new Theirs.Stands(OrderState.ACCEPTED, Stock.LATER),
            new Theirs.Stands(OrderState.DELIVERED, Stock.CONFIRM),
            new Theirs.Stands(OrderState.REFUSED, Stock.RELEASE),
            new Theirs.Damaged(),
            new Theirs.Unknown());
    var table = new StringBuilder();
    for (var mine : ours) {
      for (var other : theirs) {
        var judged = word(Judge.of(mine, other));
        table.append("%-9s %-10s %s\n".formatted(mine.word(), other.word(), judged));
      }
    }
    return table.toString();
  }

  private static OrderRecord order(HoldState state) {
    return new OrderRecord(
        new OrderNumber("a".repeat(24) + "00000001"),
        state,
        0,
        1,
        0,
        "c",
        "",
        new GiftId("spring", "vip-day"),
        new UserId("alice"));
  }

  private static String word(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Agree() -> "agree";
      case Judgement.Settle(var end, var _) -> end.name().toLowerCase(Locale.ROOT);
      case Judgement.Forbid(var _, var _) -> "forbid";
      case Judgement.Ask(var found) -> found.kind().word();
    };
  }
}
