package bestow.delivery;

import bestow.mesh.Headers;
import bestow.wire.config.Provider.Signing;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Shows a provider that we are we. For any number of threads.
interface Signer {

  /// The headers with the proof for this body.
  Headers sign(Headers headers, byte[] body);

  /// The signer that a provider asks for.
  ///
  /// @param secrets by name
  /// @throws IllegalArgumentException when the secret it names is not set
  static Signer of(Signing signing, Map<String, String> secrets, InstantSource clock) {
    return switch (signing.kind()) {
      case NONE -> (headers, _) -> headers;
      case HEADER -> {
        var secret = secret(signing, secrets);
        yield (headers, _) -> headers.with(signing.header(), secret);
      }
      case BEARER -> {
        var secret = secret(signing, secrets);
        yield (headers, _) -> headers.with("Authorization", "Bearer " + secret);
      }
      case HMAC_SHA256 -> {
        var key =
            new SecretKeySpec(
                secret(signing, secrets).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        yield (headers, body) ->
            headers.with(signing.header(), proof(key, Long.toString(clock.millis() / 1000), body));
      }
    };
  }

  /// `t=SECONDS,v1=HEX`: the HMAC over the seconds, a dot and the body, so that an old request
  /// cannot be sent again under a new time.
  private static String proof(SecretKeySpec key, String seconds, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  private static String secret(Signing signing, Map<String, String> secrets) {
    var secret = secrets.get(signing.secret());
    if (secret == null || secret.isEmpty()) {
      throw new IllegalArgumentException(
          "the secret '"
              + signing.secret()
              + "' is not set: name it in provider.secrets and set provider.secret."
              + signing.secret());
    }
    return secret;
  }
}
