package bestow.quota;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/// What a client calls one claim of its own, so that a repeated claim is known for what it is.
///
/// @param digest 22 characters that stand for the Idempotency-Key in the store, behind `paid:` for
///     what a partner calls an order that it was paid for; empty where the client sent none
record ClaimKey(String digest) {
  /// The claim came without a key.
  static final ClaimKey NONE = new ClaimKey("");

  /// `hold.lua` knows a paid order by it.
  private static final String PAID = "paid:";

  private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");

  /// 128 bits: a chance meeting of two keys of one user is out of the question.
  private static final int DIGEST_BYTES = 16;

  /// The key as it came.
  static ClaimKey of(String key) {
    return new ClaimKey(digest(checked("key", key)));
  }

  /// What a partner calls an order that it was paid for.
  static ClaimKey paid(String partner, String id) {
    return new ClaimKey(PAID + digest(checked("partner", partner) + "\n" + checked("key", id)));
  }

  private static String checked(String member, String text) {
    if (!KEY.matcher(text).matches()) {
      throw new IllegalArgumentException(
          member + " is 1 to 255 printable ASCII characters, was " + Shown.of(text));
    }
    return text;
  }

  private static String digest(String text) {
    try {
      var sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      var start = Arrays.copyOf(sum, DIGEST_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(start);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /// Whether it names a partner's paid order.
  boolean paid() {
    return digest.startsWith(PAID);
  }

  /// Whether the client sent one.
  boolean given() {
    return !digest.isEmpty();
  }
}
