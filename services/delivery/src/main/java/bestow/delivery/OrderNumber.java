package bestow.delivery;

import java.util.Optional;

/// The number of an order: 24 characters that say nothing, the shard as two hexadecimal digits, and
/// six characters of a sequence; 32 of `[a-z0-9]` in all.
///
/// @param value as it goes over the wire
record OrderNumber(String value) {

  /// How many shards there are.
  static final int SHARDS = 256;

  private static final int LENGTH = 32;
  private static final int SHARD_AT = 24;

  OrderNumber {
    if (!isNumber(value)) {
      throw new IllegalArgumentException("not an order's number: '" + value + "'");
    }
  }

  /// The number that the text is, if it is one.
  static Optional<OrderNumber> of(String text) {
    return isNumber(text) ? Optional.of(new OrderNumber(text)) : Optional.empty();
  }

  /// Which of the 256 shards it belongs to, as two hexadecimal digits.
  String shard() {
    return value.substring(SHARD_AT, SHARD_AT + 2);
  }

  /// Which of the 256 shards it belongs to, 0 to 255.
  int shardIndex() {
    return Integer.parseInt(shard(), 16);
  }

  /// The two hexadecimal digits of a shard, 0 to 255.
  static String shard(int shard) {
    return "" + Character.forDigit(shard >> 4, 16) + Character.forDigit(shard & 15, 16);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isNumber(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int at = 0; at < LENGTH; at++) {
      char c = text.charAt(at);
      char last = at == SHARD_AT || at == SHARD_AT + 1 ? 'f' : 'z';
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= last))) {
        return false;
      }
    }
    return true;
  }
}
