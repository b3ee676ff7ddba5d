package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// Where the stock of one order stands.
public enum HoldState {
  /// Taken from the stock for an order under way.
  HELD("held"),
  /// Given away.
  CONFIRMED("confirmed"),
  /// Back in the stock.
  RELEASED("released");

  private final String word;

  HoldState(String word) {
    this.word = word;
  }

  /// The word on the wire and in a campaign file.
  @Json.Value
  public String word() {
    return word;
  }
}
