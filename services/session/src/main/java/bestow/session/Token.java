package bestow.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A session's token: 256 random bits, and before them two hex digits that name the shard on which
/// its user's sessions lie together. It says nothing else.
///
/// @param text as it is handed out: 45 characters
record Token(String text) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}[A-Za-z0-9_-]{43}");
  private static final int RANDOM_BYTES = 32;

  Token {
    if (!FORM.matcher(text).matches()) throw new IllegalArgumentException("not a session token");
  }

  /// A new one for a user.
  static Token create(String user, RandomGenerator random) {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    var shard = HexFormat.of().toHexDigits(sha256(user)[0]);
    return new Token(shard + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// The token that somebody sent, if it has the form of one.
  static Optional<Token> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Token(text)) : Optional.empty();
  }

  /// The shard's two hex digits.
  String shard() {
    return text.substring(0, 2);
  }

  /// What is stored in the token's place: SHA-256, base64url. A token has 256 random bits, so it
  /// needs no salt and no slow hash.
  String hash() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text));
  }

  /// A token is a secret: it is never printed.
  @Override
  public String toString() {
    return "Token[***]";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
