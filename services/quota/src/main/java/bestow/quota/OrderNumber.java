package bestow.quota;

import java.util.regex.Pattern;

/// The number of an order: 24 characters that only this service could have made, 2 hexadecimal
/// digits of the shard where all of the order lies, and 6 digits that count the user's orders.
///
/// @param value the 32 characters
record OrderNumber(String value) {
  private static final Pattern NUMBER = Pattern.compile("[a-z2-7]{24}[0-9a-f]{2}[0-9]{6}");
  private static final int SHARD_FROM = 24;
  private static final int SHARD_TO = 26;

  OrderNumber {
    if (!NUMBER.matcher(value).matches()) {
      throw new IllegalArgumentException("order is no order number, was " + Shown.of(value));
    }
  }

  /// Where everything about the order lies, 0 to 255.
  int shard() {
    return Integer.parseInt(value, SHARD_FROM, SHARD_TO, 16);
  }
}
