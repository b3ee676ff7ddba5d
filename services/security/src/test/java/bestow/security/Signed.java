package bestow.security;

import bestow.wire.security.PaidCheckRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A partner that signs its orders, each with a nonce of its own.
///
/// @param partner by which name
/// @param secret by which key
/// @param timestamp when, epoch seconds
record Signed(String partner, String secret, long timestamp) {
  static final String SECRET = "a-secret-of-the-shop-for-these-tests";
  static final String NEXT_SECRET = "the-secret-that-the-shop-will-have-then";

  private static final AtomicInteger NONCES = new AtomicInteger();

  Signed(String secret, long timestamp) {
    this("shop", secret, timestamp);
  }

  Signed by(String other) {
    return new Signed(partner, other, timestamp);
  }

  Signed as(String other) {
    return new Signed(other, secret, timestamp);
  }

  PaidCheckRequest order(long sequence) {
    return order(sequence, "spring");
  }

  PaidCheckRequest order(long sequence, String campaign) {
    var nonce = "nonce-of-a-test-" + NONCES.incrementAndGet();
    var body = "{\"id\":\"o-" + sequence + "\",\"note\":\"größer\"}";
    // Written out, as a partner would from the description.
    var message =
        "POST /v1/paid-orders\n" + partner + "\n" + timestamp + "\n" + nonce + "\n" + body;
    return new PaidCheckRequest(partner, timestamp, nonce, hmac(message), body, campaign, sequence);
  }

  private String hmac(String message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
