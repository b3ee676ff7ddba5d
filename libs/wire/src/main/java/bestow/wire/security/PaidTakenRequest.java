package bestow.wire.security;

import io.avaje.jsonb.Json;

/// `POST /v1/paid-orders/taken`: a paid order has its answer, and what it promises is durable. Its
/// number in the partner's sequence is missed no more.
///
/// @param partner whose
/// @param sequence its number, 1 to 2^53 - 1
@Json
public record PaidTakenRequest(String partner, long sequence) {
  // What a double holds to the last digit, as JSON's and Lua's numbers do.
  private static final long SEQUENCE_MAX = (1L << 53) - 1;

  public PaidTakenRequest {
    if (partner.isEmpty()) throw new IllegalArgumentException("partner is empty");
    checkSequence(sequence);
  }

  static void checkSequence(long sequence) {
    if (sequence < 1 || sequence > SEQUENCE_MAX)
      throw new IllegalArgumentException("sequence 1 to 2^53 - 1, was " + sequence);
  }
}
