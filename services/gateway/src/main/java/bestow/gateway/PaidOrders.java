package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.mesh.CallContext;
import bestow.mesh.Deadline;
import bestow.wire.security.PaidCheckReply;
import bestow.wire.security.PaidTakenReply;
import bestow.wire.security.PaidTakenRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// An order that a partner was paid for, from its signature to its answer. It is called accepted
/// only when all of it is on disk: the order and its promise with quota and delivery, and with
/// security that its number is missed no more. Whatever is in doubt is sent again by the partner,
/// which is harmless.
final class PaidOrders {
  // By these the partner knows where it stands; all else is sent again.
  private static final Set<Refusal> ANSWERS =
      EnumSet.of(
          Refusal.SOLD_OUT,
          Refusal.LIMIT_REACHED,
          Refusal.NOT_STARTED,
          Refusal.CAMPAIGN_OVER,
          Refusal.UNKNOWN_CAMPAIGN,
          Refusal.UNKNOWN_GIFT,
          Refusal.NOT_ELIGIBLE,
          Refusal.KEY_REUSED);

  private final Rooms rooms;
  private final ClaimFlow flow;
  private final ClaimFlow.Times times;
  private final PaidMeters meters;

  PaidOrders(Rooms rooms, ClaimFlow flow, ClaimFlow.Times times, PaidMeters meters) {
    this.rooms = rooms;
    this.flow = flow;
    this.times = times;
    this.meters = meters;
  }

  /// Takes an order, within the time of a claim.
  Answer take(PaidForm.Read.Signed signed) {
    var deadline = Deadline.in(times.claimTime(), times.ticker());
    return CallContext.current().within(deadline).call(() -> walk(signed));
  }

  private Answer walk(PaidForm.Read.Signed signed) {
    var order = signed.order();
    var refusal = refusal(signed); //       is it the partner's
    if (refusal.isPresent()) return refusal.get();
    var answer = flow.claim(order); //      the claim that it is
    var noted = noted(order, answer); //    its number is missed no more
    meters.answered(order, noted, times.clock().instant());
    return noted;
  }

  private Optional<Answer> refusal(PaidForm.Read.Signed signed) {
    return switch (rooms.checkPaid().ask(signed.check())) {
      case Got<PaidCheckReply>(PaidCheckReply.Theirs()) -> Optional.empty();
      case Got<PaidCheckReply>(PaidCheckReply.Unproven()) ->
          no(Refusal.SIGNATURE_INVALID, "no key of such a partner signed this");
      case Got<PaidCheckReply>(PaidCheckReply.Untimely(int windowSeconds)) ->
          no(
              Refusal.SIGNATURE_UNTIMELY,
              "Bestow-Timestamp is more than " + windowSeconds + " s from now; sign it anew");
      case Got<PaidCheckReply>(PaidCheckReply.Replayed()) ->
          no(Refusal.SIGNATURE_REPLAYED, "this Bestow-Nonce was used before; sign it anew");
      case Got<PaidCheckReply>(PaidCheckReply.NotEntitled()) ->
          no(Refusal.NOT_ENTITLED, "this partner may not give gifts of this campaign");
      case Got<PaidCheckReply>(PaidCheckReply.TooMany(int retryAfterSeconds)) ->
          Optional.of(
              new Answer.No(
                  Refusal.TOO_MANY_REQUESTS,
                  "more signed orders than can be remembered",
                  retryAfterSeconds));
      case NotBegun<PaidCheckReply> _, InDoubt<PaidCheckReply> _ ->
          Optional.of(
              new Answer.No(
                  Refusal.UNAVAILABLE, "signatures can't be checked; sign it anew and send it", 1));
    };
  }

  /// The answer, once security has noted that there is one.
  private Answer noted(PaidOrder order, Answer answer) {
    if (answer instanceof Answer.No no && !ANSWERS.contains(no.refusal())) return answer;
    return switch (rooms.takenPaid().ask(new PaidTakenRequest(order.partner(), order.sequence()))) {
      case Got<PaidTakenReply>(PaidTakenReply.Noted()) -> answer;
      case Got<PaidTakenReply>(PaidTakenReply.Unknown()),
          NotBegun<PaidTakenReply> _,
          InDoubt<PaidTakenReply> _ ->
          new Answer.No(Refusal.IN_DOUBT, "it has an answer that is not noted; send it again", 1);
    };
  }

  private static Optional<Answer> no(Refusal refusal, String detail) {
    return Optional.of(new Answer.No(refusal, detail));
  }
}
