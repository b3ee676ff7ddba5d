package bestow.quota;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes the part of an order number that tells nothing about its user and that nobody can guess:
/// an HMAC over campaign, gift, user and period. Safe for use by many threads.
final class OrderNumbers {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  /// 120 of the HMAC's bits.
  private static final int CHARACTERS = 24;

  /// Never used itself: cloned, which is cheaper than a look-up of the algorithm.
  private final Mac keyed;

  OrderNumbers(String secret) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /// The first 26 characters of the numbers of a user's orders of a gift in one period.
  ///
  /// @param label names the period
  /// @param shard where the orders lie
  String prefix(GiftId gift, UserId user, String label, int shard) {
    var told = gift.name() + "\n" + label + "\n" + user.value();
    var mac = mac().doFinal(told.getBytes(StandardCharsets.UTF_8));
    var text = new StringBuilder(CHARACTERS + 2);
    int bits = 0;
    int held = 0;
    for (int i = 0; text.length() < CHARACTERS; i++) {
      bits = ((bits << 8) | (mac[i] & 0xff)) & 0xfff;
      held += 8;
      while (held >= 5) {
        held -= 5;
        text.append(BASE32.charAt((bits >>> held) & 0x1f));
      }
    }
    return text.append(Character.forDigit(shard >>> 4, 16))
        .append(Character.forDigit(shard & 0xf, 16))
        .toString();
  }

  private Mac mac() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The platform's " + ALGORITHM + " can be cloned", e);
    }
  }
}
