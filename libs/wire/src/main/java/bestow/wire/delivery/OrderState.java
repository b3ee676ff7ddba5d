package bestow.wire.delivery;

import io.avaje.jsonb.Json;

/// Where an order stands. It only goes forward. Delivered, refused, void and revoked are final, but
/// that a person may have taken back what was delivered.
public enum OrderState {
  /// Written down, no attempt yet.
  ACCEPTED("accepted"),
  /// An attempt is under way; bytes may have gone out.
  ATTEMPTING("attempting"),
  /// Nothing can have landed; another attempt will follow.
  WAITING("waiting"),
  /// Bytes went out and no usable answer came: nobody may say failed.
  UNCERTAIN("uncertain"),
  /// The provider delivered it.
  DELIVERED("delivered"),
  /// The provider refused it and nothing can land.
  REFUSED("refused"),
  /// Uncertain as often as its provider may be asked: held to be delivered, a person looks.
  PRESUMED("presumed"),
  /// Never to be delivered.
  VOID("void"),
  /// Delivered, and being taken back.
  REVOKING("revoking"),
  /// Delivered and taken back.
  REVOKED("revoked");

  private final String word;

  OrderState(String word) {
    this.word = word;
  }

  /// The word on the wire and in a campaign file.
  @Json.Value
  public String word() {
    return word;
  }
}
