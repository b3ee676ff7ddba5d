package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.gateway.Walk.Ordered;
import bestow.gateway.Walk.Ruled;
import bestow.mesh.CallContext;
import bestow.mesh.Deadline;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.PromiseReply;
import bestow.wire.quota.PromiseRequest;
import bestow.wire.quota.SettleRequest.End;
import bestow.wire.reporting.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// The last steps of the claim of one gift: it is held, and then delivered.
final class GiftSteps {
  // Asynchronous orders are closed by the minute, others at once.
  private static final int OPEN_SECONDS = 5;

  // What delivery says of an order that nobody brought in time.
  static final String VOID = "void";

  private final Rooms rooms;
  private final Settler settler;
  private final Rush rush;
  private final ClaimFlow.Times times;

  GiftSteps(Rooms rooms, Settler settler, Rush rush, ClaimFlow.Times times) {
    this.rooms = rooms;
    this.settler = settler;
    this.rush = rush;
    this.times = times;
  }

  /// Holds one for the user.
  Walk<Ordered> hold(Ruled ruled) {
    return hold(ruled, ruled.hold());
  }

  /// Holds another one in the place of an order that delivery made void.
  Walk<Ordered> holdInsteadOf(Ordered late) {
    var ruled = new Ruled(late.claim(), late.user(), List.of(late.offer()));
    return hold(ruled, ruled.insteadOf(late.order()))
        .then(
            // Until the void order is released, it is what quota finds.
            again -> again.order().equals(late.order()) ? tooLate() : new Walk.On<>(again));
  }

  private Walk<Ordered> hold(Ruled ruled, HoldRequest request) {
    var claim = ruled.claim();
    return switch (rooms.hold().ask(request)) {
      case Got<HoldReply>(HoldReply.Held(String order, boolean repeated)) ->
          new Walk.On<>(new Ordered(claim, ruled.user(), ruled.offer(), order, repeated));
      case Got<HoldReply>(HoldReply.SoldOut()) -> rush.end(claim, Answers.soldOut(claim));
      case Got<HoldReply>(HoldReply.DailyGone(long retryAfterSeconds)) ->
          rush.end(claim, Answers.dailyGone(claim, retryAfterSeconds));
      case Got<HoldReply>(HoldReply.LimitReached(int limit)) ->
          Walk.no(
              Step.QUOTA,
              Refusal.LIMIT_REACHED,
              "at most "
                  + limit
                  + " of "
                  + claim.gift()
                  + " per "
                  + ruled.offer().limits().period().word());
      case Got<HoldReply>(HoldReply.KeyReused()) ->
          Walk.no(Step.QUOTA, Refusal.KEY_REUSED, "this Idempotency-Key was used for another gift");
      case Got<HoldReply>(HoldReply.KeyInFlight()) ->
          new Walk.Ended<>(
              Step.QUOTA,
              new Answer.No(
                  Refusal.KEY_IN_FLIGHT, "a claim with this Idempotency-Key is under way", 1));
      case Got<HoldReply>(HoldReply.OrderOpen()) ->
          new Walk.Ended<>(
              Step.QUOTA,
              new Answer.No(
                  Refusal.ORDER_OPEN,
                  "another order of this user for " + claim.gift() + " is under way",
                  OPEN_SECONDS));
      case NotBegun<HoldReply> _, InDoubt<HoldReply> _ ->
          // In doubt a hold may stand. Nothing is delivered for it: the user's next claim finds it
          // again, or its expiry asks delivery, which never heard of it.
          Walk.unavailable(Step.QUOTA, "stock can't be reached right now");
    };
  }

  /// Has the order delivered, and settled.
  Walk<Answer> deliver(Ordered ordered) {
    return deliver(ordered, () -> anew(ordered));
  }

  /// @param comesTooLate what becomes of the claim where the order was made void before
  private Walk<Answer> deliver(Ordered ordered, Supplier<Walk<Answer>> comesTooLate) {
    var claim = ordered.claim();
    var offer = ordered.offer();
    var request =
        new DeliverRequest(
            ordered.order(), ordered.user(), claim.campaign(), claim.gift(), offer.version());
    return switch (leavingTime().call(() -> rooms.deliver().ask(request))) {
      case Got<DeliverReply>(DeliverReply.Delivered(String receipt, long deliveredAt)) -> {
        settler.settle(ordered.order(), End.CONFIRM);
        yield new Walk.On<>(Answers.delivered(ordered, receipt, deliveredAt));
      }
      case Got<DeliverReply>(DeliverReply.Refused(String reason)) -> {
        // Refused for good: delivery holds it as final, so the stock may go back.
        settler.settle(ordered.order(), End.RELEASE);
        yield reason.equals(VOID)
            ? comesTooLate.get()
            : Walk.no(Step.DELIVERY, Refusal.NOT_ELIGIBLE, "the provider refused: " + reason);
      }
      case Got<DeliverReply>(DeliverReply.Revoked()) -> {
        settler.settle(ordered.order(), End.CONFIRM);
        yield Walk.no(Step.DELIVERY, Refusal.NOT_ELIGIBLE, "it was taken back");
      }
      case Got<DeliverReply>(DeliverReply.OfBundle()) ->
          new Walk.Ended<>(
              Step.DELIVERY,
              new Answer.No(
                  Refusal.KEY_IN_FLIGHT,
                  "it is being delivered with a bundle that you claimed",
                  1));
      case Got<DeliverReply>(DeliverReply.Processing(long promisedBy)) ->
          new Walk.On<>(Answers.processing(ordered, promisedBy));
      case InDoubt<DeliverReply> _ -> promise(ordered);
      case NotBegun<DeliverReply> _ ->
          // Not released: a second click may have taken the same order to delivery by another way.
          Walk.unavailable(Step.DELIVERY, "nothing was delivered; claim again");
    };
  }

  /// An order that nobody brought in time is as if it had never been. A claim that is known by its
  /// key would find it again for ever, and has another one in its place; any other has one as soon
  /// as the void one is released.
  private Walk<Answer> anew(Ordered late) {
    return late.claim().key() == null
        ? tooLate()
        : holdInsteadOf(late).then(again -> deliver(again, GiftSteps::tooLate));
  }

  static <T> Walk<T> tooLate() {
    return Walk.unavailable(Step.DELIVERY, "nothing was delivered; claim again");
  }

  /// Nobody knows whether delivery wrote the order down: nothing is promised that quota has not
  /// noted, or its hold's expiry might make the order void.
  private Walk<Answer> promise(Ordered ordered) {
    long by = times.clock().millis() + 1000L * ordered.offer().provider().promiseSeconds();
    return switch (rooms.promise().ask(new PromiseRequest(ordered.order(), by))) {
      case Got<PromiseReply>(PromiseReply.Promised(long promisedBy)) ->
          new Walk.On<>(Answers.processing(ordered, promisedBy));
      case Got<PromiseReply>(PromiseReply.TooLate()),
          NotBegun<PromiseReply> _,
          InDoubt<PromiseReply> _ ->
          new Walk.Ended<>(
              Step.DELIVERY,
              new Answer.No(
                  Refusal.IN_DOUBT, "it is not known whether it was delivered; claim again", 1));
    };
  }

  /// The claim's context, ending early enough for a promise.
  private CallContext leavingTime() {
    var claim = CallContext.current();
    var left = claim.deadline().remaining(times.ticker()).minus(times.promiseTime());
    return claim.within(Deadline.in(left.isNegative() ? Duration.ZERO : left, times.ticker()));
  }
}
