package bestow.wire.config;

import io.avaje.jsonb.Json;

/// What a provider makes of the same order number twice.
public enum Idempotency {
  /// Delivers one order number once, however often it comes.
  ORDER_NUMBER("order-number"),
  /// Can be asked what became of an order number.
  QUERY("query"),
  /// Neither: every call may deliver again.
  NONE("none");

  private final String word;

  Idempotency(String word) {
    this.word = word;
  }

  /// The word on the wire and in a campaign file.
  @Json.Value
  public String word() {
    return word;
  }
}
