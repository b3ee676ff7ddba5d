package bestow.delivery;

import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Outcome;
import bestow.mesh.Repeat;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.HoldRequest.Limits;

/// Quota's door where a unit is held for an order that makes another one good. For any number of
/// threads.
final class Holds {

  private static final Codec<HoldRequest> REQUESTS = Json.codec(HoldRequest.class);
  private static final Codec<HoldReply> REPLIES = Json.codec(HoldReply.class);

  /// In whose name it is held, by the number of the order that is made good: however often that is
  /// asked for it is one hold, and it has another order only once its own was released. No partner
  /// is called so, with a blank.
  private static final String NAME = "make good";

  private final Callee quota;

  Holds(Callee quota) {
    this.quota = quota;
  }

  /// What came of asking for a hold.
  sealed interface Held {
    /// It is held for this order.
    record Is(OrderNumber number) implements Held {}

    /// It is not.
    ///
    /// @param why a sentence
    record Not(Decided.Unable what, String why) implements Held {}

    /// Nobody knows; to ask again is harmless.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Held {}
  }

  /// Holds the gift of that order once more.
  Held hold(Order of, Limits limits) {
    var asked = of.asked();
    var request =
        new HoldRequest(
            asked.campaign(), asked.gift(), asked.user(), of.number().value(), limits, NAME, null);
    var call = Call.post("/v1/hold", REQUESTS.write(request)).repeat(Repeat.UNLESS_BEGUN);
    return switch (quota.call(call)) {
      case Outcome.Answered answered -> read(answered);
      case Outcome.Refused _ -> new Held.Unanswered("quota holds nothing now");
      case Outcome.NotSent(var why, _) -> new Held.Unanswered("quota is not reached: " + why);
      case Outcome.MaybeApplied(var why, _) -> new Held.Unanswered("quota gave no answer: " + why);
      case Outcome.Unreadable unreadable ->
          new Held.Unanswered("quota gave no answer: " + unreadable.why());
    };
  }

  private static Held read(Outcome.Answered answered) {
    if (answered.status() != 200) {
      return new Held.Unanswered("quota answered " + answered.status());
    }
    try {
      return held(REPLIES.read(answered.body()));
    } catch (MalformedJsonException e) {
      return new Held.Unanswered("quota answered what is no reply: " + e.getMessage());
    }
  }

  private static Held held(HoldReply reply) {
    return switch (reply) {
      case HoldReply.Held(var order, _) ->
          OrderNumber.of(order)
              .<Held>map(Held.Is::new)
              .orElseGet(() -> new Held.Unanswered("quota answered what is no order: " + order));
      case HoldReply.SoldOut() ->
          new Held.Not(Decided.Unable.SOLD_OUT, "All of its gift is given away or held.");
      case HoldReply.DailyGone(long seconds) ->
          new Held.Not(
              Decided.Unable.SOLD_OUT,
              "Today's share of its gift is given away or held; there is more in "
                  + seconds
                  + " s.");
      case HoldReply.OrderOpen() ->
          new Held.Not(
              Decided.Unable.ORDER_OPEN, "Its user has another order for the gift under way.");
      case HoldReply.LimitReached(int limit) ->
          new Held.Not(Decided.Unable.MAKE_GOOD, "Its user has " + limit + " of its gift.");
      case HoldReply.KeyReused(), HoldReply.KeyInFlight() ->
          new Held.Unanswered("the same is being held just now");
    };
  }
}
