package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.BundleRules.Act;
import bestow.delivery.PartOf.Role;
import bestow.wire.config.Lane;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which step of a bundle follows which: its parts are one that can be taken back, the pivot, and
/// one that follows it.
final class BundleRulesTest {

  private static final OrderNumber NUMBER = Samples.number();
  private static final long NOW = 10_000;

  @Test
  void nothingIsDeliveredBeforeAllPartsAreTaken() {
    var born = BundleRules.born(NUMBER, wanted(), NOW);

    var first = advance(born, none(), none(), none());
    assertEquals(List.of("Take", "Take", "Take"), acts(first));
    var second = advance(born, held(0), none(), held(2));
    assertEquals(List.of("Take"), acts(second));
    assertEquals(BundleState.TAKING, second.bundle().state());
    var all = advance(born, held(0), held(1), held(2));
    assertEquals(BundleState.REVOCABLE, all.bundle().state());
    assertEquals(List.of(), acts(all));
  }

  @Test
  void whatCanBeTakenBackIsDeliveredFirstThenThePivotThenTheRest() {
    var bundle = in(BundleState.REVOCABLE);
    assertEquals(List.of("Go 0"), numbered(advance(bundle, held(0), held(1), held(2))));
    bundle = advance(bundle, part(0, OrderState.DELIVERED), held(1), held(2)).bundle();
    assertEquals(BundleState.PIVOT, bundle.state());
    var delivered = part(0, OrderState.DELIVERED);
    assertEquals(List.of("Go 1"), numbered(advance(bundle, delivered, held(1), held(2))));
    bundle = advance(bundle, delivered, part(1, OrderState.PRESUMED), held(2)).bundle();
    assertEquals(BundleState.FORWARD, bundle.state());
    var pivot = part(1, OrderState.PRESUMED);
    assertEquals(List.of("Go 2"), numbered(advance(bundle, delivered, pivot, held(2))));
    bundle = advance(bundle, delivered, pivot, part(2, OrderState.DELIVERED)).bundle();
    assertEquals(BundleState.DELIVERED, bundle.state());
    assertEquals(0, bundle.dueAt());
  }

  @Test
  void itIsLookedAtAgainAfterAnEighthOfItsAgeAndAtTheLatestAfterTwentySeconds() {
    var born = BundleRules.born(NUMBER, wanted(), NOW);

    assertEquals(NOW + 1_000 + 1_000, BundleRules.later(born, NOW + 1_000).dueAt());
    assertEquals(NOW + 80_000 + 10_000, BundleRules.later(born, NOW + 80_000).dueAt());
    assertEquals(NOW + 800_000 + 20_000, BundleRules.later(born, NOW + 800_000).dueAt());
  }

  @Test
  void whatIsUncertainIsWaitedFor() {
    for (var state : List.of(OrderState.ATTEMPTING, OrderState.UNCERTAIN, OrderState.WAITING)) {
      for (var stage : List.of(BundleState.REVOCABLE, BundleState.PIVOT, BundleState.FORWARD)) {
        var bundle = in(stage);

        var step = advance(bundle, part(0, state), part(1, state), part(2, state));

        assertEquals(bundle, step.bundle());
        assertEquals(List.of(), acts(step));
      }
    }
  }

  @Test
  void aDefiniteFailureBeforeThePivotUndoesTheBundle() {
    for (var stage : List.of(BundleState.TAKING, BundleState.REVOCABLE, BundleState.PIVOT)) {
      var refused = advance(in(stage), part(0, OrderState.REFUSED), held(1), held(2)).bundle();
      assertEquals(BundleState.UNDOING, refused.state());
      assertEquals("not-eligible", refused.reason());
      var made = advance(in(stage), part(0, OrderState.VOID), held(1), held(2)).bundle();
      assertEquals(BundleState.UNDOING, made.state());
      var theirs = advance(in(stage), held(0), foreign(1), held(2)).bundle();
      assertEquals(BundleState.UNDOING, theirs.state());
      assertEquals(Undoing.TAKEN, theirs.reason());
    }
  }

  @Test
  void afterThePivotItOnlyGoesForward() {
    var given = in(BundleState.FORWARD);
    var revoked = part(0, OrderState.REVOKED);
    var pivot = part(1, OrderState.DELIVERED);

    assertEquals(given, advance(given, revoked, pivot, part(2, OrderState.WAITING)).bundle());
    var ended = advance(given, revoked, pivot, part(2, OrderState.REFUSED)).bundle();
    assertEquals(BundleState.DELIVERED, ended.state());
  }

  @Test
  void allThatIsItsOwnIsUndone() {
    var undoing = in(BundleState.UNDOING);

    var step = advance(undoing, part(0, OrderState.DELIVERED), foreign(1), none());
    assertEquals(List.of("Undo 0", "Undo 2"), numbered(step));
    var later = advance(undoing, part(0, OrderState.REVOKING), foreign(1), forbidden(2));
    assertEquals(undoing, later.bundle());
    var over = advance(undoing, part(0, OrderState.REVOKED), foreign(1), forbidden(2)).bundle();
    assertEquals(BundleState.REFUSED, over.state());
    assertEquals(0, over.dueAt());
    assertEquals(over, advance(over, none(), none(), none()).bundle());
  }

  @Test
  void aPartIsHeldBackUntilItsBundleLetsItGo() {
    var order = accepted(0);
    assertTrue(order.isHeldBack());
    var begin = begin(order, "t-1");
    assertEquals(order, step(order, begin));

    var due = step(order, new Event.Go());

    assertEquals(NOW, due.dueAt());
    assertEquals(OrderState.ATTEMPTING, step(due, begin).state());
    assertEquals(due, step(due, new Event.Go()));
  }

  @Test
  void undoingWaitsForWhatIsUncertainAndTakesBackWhatIsDelivered() {
    var undo = new Event.Undo(NUMBER);
    var order = accepted(0);
    assertEquals(Undoing.REASON, step(order, undo).answer().reason());
    assertEquals(OrderState.REFUSED, step(order, undo).state());
    assertEquals(order, step(order, new Event.Undo(Samples.number())), "another bundle's");
    var attempting = step(step(order, new Event.Go()), begin(order, "t-1"));
    assertEquals(attempting, step(attempting, undo));
    var end = new Attempt.End("read", 0);
    var unclear = step(attempting, new Event.Unclear(1, terms(), end));
    assertEquals(unclear, step(unclear, undo));
    var waiting = step(attempting, new Event.NotDone(1, Attempt.Outcome.NOT_SENT, terms(), end));
    assertEquals(OrderState.REFUSED, step(waiting, undo).state());
    var revoking = step(step(attempting, new Event.Delivered(1, "r-1", end)), undo);
    assertEquals(OrderState.REVOKING, revoking.state());
    assertEquals(Undoing.REASON, revoking.answer().reason());
    assertEquals(revoking, step(revoking, undo));
  }

  @Test
  void aPartAfterThePivotIsNeverRefusedButByAPerson() {
    var order = step(accepted(2), new Event.Go());
    var attempting = step(order, begin(order, "t-1"));

    var dead =
        step(
            attempting,
            new Event.Refused(
                1, "not-eligible", Event.Earlier.SETTLED, terms(), new Attempt.End("read", 422)));

    assertEquals(OrderState.WAITING, dead.state());
    assertEquals(DeadLetters.REFUSED, dead.dead());
    assertEquals(OrderState.REFUSED, step(dead, new Event.GiveUp("ann", "gone")).state());
  }

  @Test
  void stockIsGivenAwayWithTheBundleAndNotBefore() {
    var delivered = part(0, OrderState.DELIVERED).orElseThrow();
    assertEquals(Stock.LATER, Stocks.of(delivered, in(BundleState.PIVOT)));
    assertEquals(Stock.LATER, Stocks.of(delivered, in(BundleState.UNDOING)));
    assertEquals(Stock.CONFIRM, Stocks.of(delivered, in(BundleState.FORWARD)));
    var presumed = part(0, OrderState.PRESUMED).orElseThrow();
    assertEquals(Stock.LATER, Stocks.of(presumed, in(BundleState.PIVOT)));
    assertEquals(Stock.CONFIRM, Stocks.of(presumed, in(BundleState.FORWARD)));
    var undone = Revoking.undone(delivered, NOW);
    assertEquals(Stock.LATER, Stocks.of(undone, in(BundleState.UNDOING)));
    var gone = Revoking.ended(undone, NOW);
    assertEquals(Stock.RELEASE, Stocks.of(gone, in(BundleState.UNDOING)));
    var revoked = part(0, OrderState.REVOKED).orElseThrow();
    assertEquals(Stock.CONFIRM, Stocks.of(revoked, in(BundleState.DELIVERED)));
  }

  /// Three parts: one that can be taken back, the pivot, and one that follows it.
  static Bundle.Wanted wanted() {
    var parts = new ArrayList<Bundle.Part>();
    for (var role : Role.values()) {
      var gift = "gift-" + role.word();
      var asked = new Asked("alice", "spring", gift, 1, "sandbox@1", Lane.FAST, 50_000);
      parts.add(new Bundle.Part(order(parts.size()), role, asked));
    }
    return new Bundle.Wanted("alice", "spring", "welcome", Lane.FAST, 50_000, parts);
  }

  private static OrderNumber order(int part) {
    return new OrderNumber("abcdefghijklmnopqrstuvwx3f99900" + part);
  }

  private static Bundle in(BundleState state) {
    return new Bundle(NUMBER, wanted(), 3, state, "", NOW, NOW, NOW + 1_000);
  }

  private static Order accepted(int part) {
    var bundle = in(BundleState.TAKING);
    var asked = bundle.asked(bundle.wanted().parts().get(part));
    return OrderRules.advance(Optional.empty(), new Event.Accept(order(part), asked), NOW).order();
  }

  private static Optional<Order> held(int part) {
    return Optional.of(accepted(part));
  }

  private static Optional<Order> none() {
    return Optional.empty();
  }

  private static Optional<Order> part(int part, OrderState state) {
    boolean refused = state == OrderState.REFUSED;
    return Optional.of(
        new Change(accepted(part))
            .state(state, NOW, state == OrderState.WAITING ? NOW : 0)
            .answer(refused ? Order.Answer.reason("not-eligible") : Order.Answer.receipt("r-1"))
            .order());
  }

  /// An order that another claim has.
  private static Optional<Order> foreign(int part) {
    var asked = accepted(part).asked().partOf(PartOf.NONE);
    return Optional.of(
        OrderRules.advance(Optional.empty(), new Event.Accept(order(part), asked), NOW).order());
  }

  /// One that quota asked about before it was taken.
  private static Optional<Order> forbidden(int part) {
    var asked = accepted(part).asked().partOf(PartOf.NONE);
    return Optional.of(
        OrderRules.advance(Optional.empty(), new Event.Forbid(order(part), asked), NOW).order());
  }

  private static BundleRules.Step advance(
      Bundle bundle, Optional<Order> first, Optional<Order> second, Optional<Order> third) {
    return BundleRules.advance(bundle, List.of(first, second, third), NOW);
  }

  private static Order step(Order order, Event event) {
    return OrderRules.advance(Optional.of(order), event, NOW).order();
  }

  private static Event.Begin begin(Order order, String token) {
    return new Event.Begin(order.number(), order.asked(), token, Event.Holder.UNKNOWN, terms());
  }

  private static Terms terms() {
    return ModelTerms.of(Terms.Kind.SAME_NUMBER);
  }

  private static List<String> acts(BundleRules.Step step) {
    return step.acts().stream().map(act -> act.getClass().getSimpleName()).toList();
  }

  private static List<String> numbered(BundleRules.Step step) {
    return step.acts().stream().flatMap(BundleRulesTest::numbered).toList();
  }

  private static Stream<String> numbered(Act act) {
    var part =
        switch (act) {
          case Act.Take(var taken) -> taken;
          case Act.Go(var gone) -> gone;
          case Act.Undo(var undone) -> undone;
        };
    var number = part.order().value();
    return Stream.of(act.getClass().getSimpleName() + " " + number.charAt(number.length() - 1));
  }
}
