package bestow.sandbox;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// What a client asks to be delivered: the body of `POST /gifts`.
///
/// @param order the client's number for it, 1 to 64 characters of `[A-Za-z0-9._-]`
/// @param user who gets it, 1 to 200 characters
/// @param gift what they get, 1 to 200 characters
/// @param campaign as part of what; null where the client does not say
/// @param quantity how many, 1 to 1,000; null for one
@Json
record GiftRequest(
    String order, String user, String gift, @Nullable String campaign, @Nullable Integer quantity) {

  GiftRequest {
    if (!isOrder(order)) {
      throw new IllegalArgumentException(
          "order has 1 to 64 characters of [A-Za-z0-9._-], was '" + order + "'");
    }
    checkText("user", user);
    checkText("gift", gift);
    if (campaign != null) {
      checkText("campaign", campaign);
    }
    if (quantity != null && (quantity < 1 || quantity > 1000)) {
      throw new IllegalArgumentException("quantity 1 to 1,000, was " + quantity);
    }
  }

  /// Whether the text may be an order's number.
  static boolean isOrder(String text) {
    return !text.isEmpty() && text.length() <= 64 && text.chars().allMatch(GiftRequest::isSafe);
  }

  /// How many are asked for.
  int units() {
    return quantity == null ? 1 : quantity;
  }

  private static boolean isSafe(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static void checkText(String name, String value) {
    if (value.isEmpty() || value.length() > 200) {
      throw new IllegalArgumentException(name + " has 1 to 200 characters, had " + value.length());
    }
  }
}
