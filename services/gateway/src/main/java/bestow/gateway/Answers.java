package bestow.gateway;

import bestow.gateway.Walk.Ordered;
import bestow.wire.gateway.ClaimAnswer;
import java.time.Instant;

/// The bodies of claims that went well.
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
}
