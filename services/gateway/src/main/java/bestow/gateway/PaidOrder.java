package bestow.gateway;

import java.time.Duration;
import java.time.Instant;

/// An order that a partner was paid for; its form is checked, nothing else.
///
/// @param partner who was paid
/// @param id the partner's own name for it
/// @param sequence its number in the partner's stream
/// @param paidAt when
/// @param user who paid
/// @param campaign the campaign's id
/// @param gift the gift's id
record PaidOrder(
    String partner,
    String id,
    long sequence,
    Instant paidAt,
    String user,
    String campaign,
    String gift) {
  // Far less than the 30 days for which records outlive their campaign: a repeated order is known.
  private static final Duration LATE_MAX = Duration.ofDays(7);

  /// When it counts as claimed: when it was paid, so that one that comes late is still in its
  /// campaign's window; one that comes very late, when it comes.
  Instant countsAt(Instant now) {
    boolean late = paidAt.isBefore(now) && !paidAt.isBefore(now.minus(LATE_MAX));
    return late ? paidAt : now;
  }

  /// How long ago it was paid; none where the partner's clock is ahead.
  Duration lag(Instant now) {
    return paidAt.isBefore(now) ? Duration.between(paidAt, now) : Duration.ZERO;
  }

  /// The claim that it is.
  Claim claim() {
    return new Claim("", campaign, gift, "", id, "", "", partner);
  }
}
