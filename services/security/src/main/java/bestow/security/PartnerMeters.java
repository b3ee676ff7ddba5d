package bestow.security;

import bestow.security.PartnerOrders.Told;
import bestow.security.PartnerStore.Looked;
import bestow.wire.security.PaidCheckReply;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;
import java.util.Set;

/// What is seen of partners' streams. Gaps are looked for whenever the metrics are read. For any
/// number of threads.
final class PartnerMeters {
  private static final AttributeKey<String> PARTNER = AttributeKey.stringKey("bestow.partner");
  private static final AttributeKey<String> VERDICT =
      AttributeKey.stringKey("bestow.partner.verdict");

  private final Set<String> partners;
  private final LongCounter checks;

  PartnerMeters(Meter meter, Set<String> partners, PartnerOrders orders, InstantSource clock) {
    this.partners = Set.copyOf(partners);
    this.checks =
        meter
            .counterBuilder("bestow.partner.checks")
            .setUnit("{order}")
            .setDescription("Paid orders, by whether they are their partner's")
            .build();
    var missing =
        meter
            .gaugeBuilder("bestow.partner.missing")
            .ofLongs()
            .setUnit("{order}")
            .setDescription("Numbers of a partner's sequence that have no answer")
            .buildObserver();
    var age =
        meter
            .gaugeBuilder("bestow.partner.gap.age")
            .setUnit("s")
            .setDescription("For how long the oldest of them has been missing")
            .buildObserver();
    meter.batchCallback(
        () -> {
          for (String partner : this.partners) {
            if (orders.look(partner) instanceof Looked.Stream stream) {
              var whose = Attributes.of(PARTNER, partner);
              missing.record(stream.missing(), whose);
              long since = stream.since();
              age.record(since == 0 ? 0 : (clock.millis() - since) / 1000.0, whose);
            }
          }
        },
        missing,
        age);
  }

  /// A paid order was checked. What anybody may have called themselves is no attribute.
  void checked(String partner, Told<PaidCheckReply> told) {
    var whose = partners.contains(partner) ? partner : "unknown";
    checks.add(1, Attributes.of(PARTNER, whose, VERDICT, word(told)));
  }

  private static String word(Told<PaidCheckReply> told) {
    return switch (told) {
      case Told.Answer<PaidCheckReply>(PaidCheckReply reply) ->
          switch (reply) {
            case PaidCheckReply.Theirs() -> "theirs";
            case PaidCheckReply.Unproven() -> "unproven";
            case PaidCheckReply.Untimely _ -> "untimely";
            case PaidCheckReply.Replayed() -> "replayed";
            case PaidCheckReply.NotEntitled() -> "not-entitled";
            case PaidCheckReply.TooMany _ -> "too-many";
          };
      case Told.Refused<PaidCheckReply>() -> "unavailable";
      case Told.InDoubt<PaidCheckReply>() -> "in-doubt";
    };
  }
}
