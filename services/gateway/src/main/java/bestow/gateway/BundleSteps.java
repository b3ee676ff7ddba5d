package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.gateway.Walk.Bundled;
import bestow.gateway.Walk.Ordered;
import bestow.gateway.Walk.Ruled;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleRequest;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.delivery.QuestionsRequest;
import bestow.wire.delivery.QuestionsRequest.Question;
import bestow.wire.quota.SettleRequest.End;
import bestow.wire.reporting.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What is other about the claim of a bundle: all of its gifts are held, or none, and they are
/// delivered together.
final class BundleSteps {
  private final GiftSteps gifts;
  private final Rooms rooms;
  private final Settler settler;

  BundleSteps(GiftSteps gifts, Rooms rooms, Settler settler) {
    this.gifts = gifts;
    this.rooms = rooms;
    this.settler = settler;
  }

  /// Holds every gift of the bundle, one after the other; where one cannot be, those before it go
  /// back.
  Walk<Bundled> hold(Ruled ruled) {
    var claim = ruled.claim();
    var parts =
        ruled.offers().stream()
            .map(offer -> new Ruled(claim.part(offer.gift().gift()), ruled.user(), List.of(offer)))
            .toList();
    return all(claim, ruled.user(), parts, gifts::hold);
  }

  private <T> Walk<Bundled> all(
      Claim claim, String user, List<T> parts, Function<T, Walk<Ordered>> one) {
    var held = new ArrayList<Ordered>();
    for (var part : parts) {
      switch (one.apply(part)) {
        case Walk.On<Ordered>(Ordered ordered) -> held.add(ordered);
        case Walk.Ended<Ordered>(Step at, Answer answer) -> {
          giveBack(held);
          return new Walk.Ended<>(at, answer);
        }
      }
    }
    return new Walk.On<>(new Bundled(claim, user, held));
  }

  /// Only delivery's word that it will never deliver an order releases what is held for it: another
  /// click may have taken the same order there. What comes to nothing here, the hold's expiry does.
  private void giveBack(List<Ordered> held) {
    var mine =
        held.stream()
            .filter(ordered -> !ordered.repeated())
            .map(
                ordered ->
                    new Question(
                        ordered.order(),
                        ordered.user(),
                        ordered.claim().campaign(),
                        ordered.claim().gift(),
                        null))
            .toList();
    if (mine.isEmpty()) {
      return;
    }
    if (rooms.questions().ask(new QuestionsRequest(mine))
        instanceof Got<QuestionsReply>(QuestionsReply reply)) {
      reply.orders().stream()
          .filter(answer -> answer.stock() == Stock.RELEASE)
          .forEach(answer -> settler.settle(answer.order(), End.RELEASE));
    }
  }

  /// Has all of it delivered, or nothing, and settled as delivery says.
  Walk<Answer> deliver(Bundled bundled) {
    return deliver(bundled, () -> anew(bundled));
  }

  /// @param comesTooLate what becomes of the claim where nobody brought its orders in time
  private Walk<Answer> deliver(Bundled bundled, Supplier<Walk<Answer>> comesTooLate) {
    var claim = bundled.claim();
    var request =
        new BundleRequest(
            bundled.number(),
            bundled.user(),
            claim.campaign(),
            claim.bundle(),
            bundled.parts().stream()
                .map(part -> new BundleRequest.Part(part.order(), part.claim().gift()))
                .toList(),
            bundled.parts().getFirst().offer().version());
    return switch (rooms.bundle().ask(request)) {
      case Got<BundleReply>(BundleReply.Found found) -> {
        settle(found);
        yield isVoid(found) ? comesTooLate.get() : answer(bundled, found);
      }
      case Got<BundleReply>(BundleReply.Unknown()), NotBegun<BundleReply> _ ->
          new Walk.Ended<>(
              Step.DELIVERY,
              new Answer.No(Refusal.UNAVAILABLE, "nothing was delivered; claim again", 1));
      case InDoubt<BundleReply> _ ->
          // Delivery, if it has heard of it, goes on; if not, the holds' expiry gives them back.
          new Walk.Ended<>(
              Step.DELIVERY,
              new Answer.No(
                  Refusal.IN_DOUBT, "it is not known whether it was delivered; claim again", 1));
    };
  }

  /// Orders that nobody brought in time are as if they had never been. A claim that is known by its
  /// key would find them again for ever, and has others in their place.
  private Walk<Answer> anew(Bundled late) {
    return late.claim().key() == null
        ? GiftSteps.tooLate()
        : all(late.claim(), late.user(), late.parts(), gifts::holdInsteadOf)
            .then(again -> deliver(again, GiftSteps::tooLate));
  }

  private static boolean isVoid(BundleReply.Found found) {
    return found.state() == BundleState.REFUSED
        && found.reason().equals(GiftSteps.VOID)
        && found.parts().stream().allMatch(part -> part.stock() == Stock.RELEASE);
  }

  private void settle(BundleReply.Found found) {
    for (var part : found.parts()) {
      switch (part.stock()) {
        case CONFIRM -> settler.settle(part.order(), End.CONFIRM);
        case RELEASE -> settler.settle(part.order(), End.RELEASE);
        case LATER -> {}
      }
    }
  }

  private static Walk<Answer> answer(Bundled bundled, BundleReply.Found found) {
    if (found.state() == BundleState.DELIVERED) {
      return new Walk.On<>(new Answer.Delivered(Answers.bundle(bundled, found)));
    }
    if (found.state() != BundleState.REFUSED) {
      return new Walk.On<>(new Answer.Processing(Answers.bundle(bundled, found)));
    }
    var no =
        switch (found.reason()) {
          case "taken" ->
              new Answer.No(
                  Refusal.KEY_IN_FLIGHT, "a gift of it is being delivered by another claim", 1);
          case GiftSteps.VOID ->
              new Answer.No(
                  Refusal.UNAVAILABLE, "nothing was delivered; claim again, with another key", 1);
          default ->
              new Answer.No(
                  Refusal.NOT_ELIGIBLE,
                  "a provider refused a gift of it: " + found.reason() + "; nothing is given");
        };
    return new Walk.Ended<>(Step.DELIVERY, no);
  }
}
