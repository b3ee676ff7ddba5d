package bestow.sandbox;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// One line of the ledger: something that was delivered, or taken back. It never changes.
///
/// @param seq its place in the ledger, from 1 without a gap
/// @param kind `delivered` or `revoked`
/// @param order the client's number
/// @param user whose
/// @param gift what
/// @param campaign as part of what; null where the client did not say
/// @param quantity how many
/// @param receipt the provider's word for this delivery
/// @param at epoch milliseconds
@Json
record Entry(
    long seq,
    String kind,
    String order,
    String user,
    String gift,
    @Nullable String campaign,
    int quantity,
    String receipt,
    long at) {

  static final String DELIVERED = "delivered";
  static final String REVOKED = "revoked";

  Entry {
    if (!kind.equals(DELIVERED) && !kind.equals(REVOKED)) {
      throw new IllegalArgumentException("kind is delivered or revoked, was " + kind);
    }
    if (order.isEmpty() || user.isEmpty() || gift.isEmpty() || receipt.isEmpty()) {
      throw new IllegalArgumentException("order, user, gift and receipt are not empty");
    }
  }

  /// A delivery of what was asked for.
  static Entry delivered(long seq, GiftRequest asked, long at) {
    return new Entry(
        seq,
        DELIVERED,
        asked.order(),
        asked.user(),
        asked.gift(),
        asked.campaign(),
        asked.units(),
        receipt(seq),
        at);
  }

  /// The taking back of this delivery.
  Entry revoked(long revokedSeq, long revokedAt) {
    return new Entry(
        revokedSeq, REVOKED, order, user, gift, campaign, quantity, receipt, revokedAt);
  }

  private static String receipt(long seq) {
    // Twelve digits, so that receipts sort as they were given; by hand, format costs 1 µs.
    String digits = Long.toString(seq);
    return "sbx-" + "0".repeat(Math.max(0, 12 - digits.length())) + digits;
  }

  /// Whether something was given by it.
  boolean isDelivery() {
    return kind.equals(DELIVERED);
  }
}
