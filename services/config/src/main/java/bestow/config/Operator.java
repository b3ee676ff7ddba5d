package bestow.config;

import bestow.server.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Who may write and publish: whoever shows the operator's token. Only its hash is kept. Immutable,
/// for any number of threads.
final class Operator {
  private static final String SCHEME = "Bearer ";

  private final byte[] hash;

  Operator(Secret token) {
    this.hash = hash(token.reveal());
  }

  /// Whether an `Authorization` header shows the token, empty for none. Takes as long for a token
  /// that is nearly right as for one that is not.
  boolean shownBy(String authorization) {
    boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    var token = bearer ? authorization.substring(SCHEME.length()) : "";
    return MessageDigest.isEqual(hash, hash(token));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
