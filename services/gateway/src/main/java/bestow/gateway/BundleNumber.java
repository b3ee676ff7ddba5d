package bestow.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The number of a bundle: derived from those of its orders, so that the same orders are always the
/// same bundle; of the same form, and in the shard of the first. Pure.
final class BundleNumber {
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int SHARD_FROM = 24;
  private static final int SHARD_TO = 26;
  private static final int LENGTH = 32;

  private BundleNumber() {}

  static String of(List<String> orders) {
    var digest = sha256(String.join("\n", orders));
    var text = new StringBuilder(LENGTH);
    for (int at = 0; at < LENGTH; at++) {
      boolean shard = at >= SHARD_FROM && at < SHARD_TO;
      text.append(shard ? orders.getFirst().charAt(at) : BASE32.charAt(digest[at] & 0x1f));
    }
    return text.toString();
  }

  /// A digest of a text, of printable characters.
  static String digest(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
