package bestow.wire.security;

import io.avaje.jsonb.Json;

/// `POST /v1/paid-orders/check`: is this paid order from the partner that it names, and sent now?
/// Its nonce counts as used from then on, and its number in the partner's sequence as seen.
///
/// @param partner who says so, by the name in security's settings
/// @param timestamp when it was signed, epoch seconds
/// @param nonce 16 to 64 of A-Z, a-z, 0-9, - and _
/// @param signature 64 hex digits in lower case
/// @param body the signed body to the letter
/// @param campaign the campaign that the body names
/// @param sequence the number that the body bears, 1 to 2^53 - 1
@Json
public record PaidCheckRequest(
    String partner,
    long timestamp,
    String nonce,
    String signature,
    String body,
    String campaign,
    long sequence) {
  public PaidCheckRequest {
    if (partner.isEmpty()) throw new IllegalArgumentException("partner is empty");
    if (timestamp < 1) throw new IllegalArgumentException("timestamp >= 1, was " + timestamp);
    if (nonce.length() < 16 || nonce.length() > 64)
      throw new IllegalArgumentException("nonce 16 to 64 characters");
    if (signature.length() != 64) throw new IllegalArgumentException("signature 64 hex digits");
    if (body.isEmpty()) throw new IllegalArgumentException("body is empty");
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    PaidTakenRequest.checkSequence(sequence);
  }
}
