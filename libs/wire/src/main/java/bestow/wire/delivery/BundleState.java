package bestow.wire.delivery;

import io.avaje.jsonb.Json;

/// Where a bundle stands. It only goes forward; delivered and refused are final.
public enum BundleState {
  /// Its parts are being written down as orders; nothing of it can be delivered yet.
  TAKING("taking"),
  /// Those of its parts are being delivered that can be taken back.
  REVOCABLE("revocable"),
  /// The one part is being delivered that decides: with it the bundle is given, without it not.
  PIVOT("pivot"),
  /// The other parts are delivered, however long that takes: it never goes back any more.
  FORWARD("forward"),
  /// Its user has it.
  DELIVERED("delivered"),
  /// It is not given: what was delivered of it is being taken back.
  UNDOING("undoing"),
  /// Nothing of it is left with its user, but what a person has given up to take back.
  REFUSED("refused");

  private final String word;

  BundleState(String word) {
    this.word = word;
  }

  /// The word on the wire.
  @Json.Value
  public String word() {
    return word;
  }
}
