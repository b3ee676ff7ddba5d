package bestow.gateway;

import bestow.gateway.Walk.Bundled;
import bestow.gateway.Walk.Ordered;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.gateway.ClaimAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The bodies of claims that went well, and what is said where a gift is gone.
final class Answers {
  private Answers() {}

  static Answer delivered(Ordered ordered, String receipt, long deliveredAt) {
    var claim = ordered.claim();
    return new Answer.Delivered(
        new ClaimAnswer(
            ordered.order(),
            claim.campaign(),
            claim.gift(),
            "delivered",
            receipt,
            Instant.ofEpochMilli(deliveredAt).toString(),
            null,
            null,
            ordered.repeated() ? Boolean.TRUE : null));
  }

  static Answer processing(Ordered ordered, long promisedBy) {
    var claim = ordered.claim();
    return new Answer.Processing(
        new ClaimAnswer(
            ordered.order(),
            claim.campaign(),
            claim.gift(),
            "processing",
            null,
            null,
            Instant.ofEpochMilli(promisedBy).toString(),
            null,
            ordered.repeated() ? Boolean.TRUE : null));
  }

  /// Of a bundle that its user has, or will have.
  static ClaimAnswer bundle(Bundled bundled, BundleReply.Found found) {
    return bundle(bundled.number(), found, bundled.repeated() ? Boolean.TRUE : null);
  }

  /// Of a bundle that its user looks at.
  static ClaimAnswer bundle(String number, BundleReply.Found found, @Nullable Boolean repeated) {
    var status =
        switch (found.state()) {
          case TAKING, REVOCABLE, PIVOT, FORWARD, UNDOING -> "processing";
          case DELIVERED -> "delivered";
          case REFUSED -> "refused";
        };
    return new ClaimAnswer(
        number,
        found.campaign(),
        null,
        found.bundle(),
        status,
        null,
        status.equals("delivered") ? Instant.ofEpochMilli(found.changedAt()).toString() : null,
        status.equals("processing") ? Instant.ofEpochMilli(found.promisedBy()).toString() : null,
        status.equals("refused") ? found.reason() : null,
        repeated,
        found.parts().stream().map(Answers::part).toList());
  }

  private static ClaimAnswer.Part part(BundleReply.Part part) {
    var status = status(part.state(), part.receipt());
    return new ClaimAnswer.Part(
        part.order(), part.gift(), status, status.equals("delivered") ? part.receipt() : null);
  }

  static Answer.No soldOut(Claim claim) {
    return new Answer.No(Refusal.SOLD_OUT, claim.gift() + " is given away");
  }

  static Answer.No dailyGone(Claim claim, long retryAfterSeconds) {
    return new Answer.No(
        Refusal.SOLD_OUT, "today's share of " + claim.gift() + " is given away", retryAfterSeconds);
  }

  /// What a user is told of an order that stands so.
  static String status(OrderState state, String receipt) {
    return switch (state) {
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN -> "processing";
      // One that its provider did not take back is as delivered as before.
      case PRESUMED -> receipt.isEmpty() ? "processing" : "delivered";
      case DELIVERED -> "delivered";
      case REFUSED, VOID -> "refused";
      case REVOKING, REVOKED -> "revoked";
    };
  }
}
