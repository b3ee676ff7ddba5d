package bestow.drills;

import bestow.drills.History.Ends;

/// What a provider makes of order numbers, and how it is told so.
public enum ProviderClass {
  /// The same number is delivered once.
  ORDER_NUMBER("order-number"),
  /// Each call delivers, and it tells what it delivered.
  QUERY("query"),
  /// Each call delivers, up to as many as a user may have.
  LIMIT_AT_SOURCE("none"),
  /// Each call delivers.
  NONE("none");

  // As in the campaigns' files.
  private static final int READ_TIMEOUT_CAP = 2;
  private final String idempotency;

  ProviderClass(String idempotency) {
    this.idempotency = idempotency;
  }

  /// As it is spoken of.
  public String word() {
    return this == LIMIT_AT_SOURCE ? "limitAtSource" : idempotency;
  }

  /// As in a campaign's file.
  public String idempotency() {
    return idempotency;
  }

  /// Whether it has a limit of its own, as in a campaign's file.
  public boolean limitsAtSource() {
    return this == LIMIT_AT_SOURCE;
  }

  /// Whether the same number is delivered once, as the sandbox provider is told.
  public boolean honoursOrders() {
    return this == ORDER_NUMBER;
  }

  /// How many of a gift it gives a user, as the sandbox provider is told; 0 for any number.
  public int userLimit(Choice.Gift gift) {
    return this == LIMIT_AT_SOURCE ? gift.perUser() : 0;
  }

  /// How often it may deliver an order.
  int deliveriesMax(Choice.Gift gift) {
    return switch (this) {
      case ORDER_NUMBER, QUERY -> 1;
      case LIMIT_AT_SOURCE -> gift.perUser();
      case NONE -> READ_TIMEOUT_CAP;
    };
  }

  /// How its orders may end.
  Ends ends() {
    return switch (this) {
      case ORDER_NUMBER, QUERY -> Ends.KNOWN;
      case LIMIT_AT_SOURCE, NONE -> Ends.PRESUMED;
    };
  }
}
