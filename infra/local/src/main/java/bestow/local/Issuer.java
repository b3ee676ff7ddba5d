package bestow.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/// An identity provider for development: whoever may read its key in `.local` may be anybody.
public final class Issuer {
  /// Its `iss`.
  static final String NAME = "urn:bestow:development";

  /// The `aud` that stands for us.
  static final String AUDIENCE = "bestow";

  private static final String KEY_ID = "development-1";
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int COORDINATE_BYTES = 32;

  private final Path keys;
  private final PrivateKey key;

  private Issuer(Path keys, PrivateKey key) {
    this.keys = keys;
    this.key = key;
  }

  /// Opens the issuer that keeps its keys in a folder; makes them when there are none.
  public static Issuer open(Path folder) throws IOException, GeneralSecurityException {
    var secret = folder.resolve("key.base64");
    var keys = folder.resolve("jwks.json");
    if (!Home.exists(secret) || !Home.exists(keys)) {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      Home.write(keys, jwks((ECPublicKey) pair.getPublic()));
      Home.write(secret, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }
    var encoded = Base64.getDecoder().decode(Files.readString(secret).strip());
    return new Issuer(
        keys, KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
  }

  /// The file with its public keys.
  Path keys() {
    return keys;
  }

  /// A token that says: its bearer is `user`.
  public String token(String user, InstantSource clock) throws GeneralSecurityException {
    var now = clock.instant().getEpochSecond();
    var header = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(KEY_ID);
    var claims =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(NAME, AUDIENCE, checked(user), now, now + LIFE.toSeconds());
    var signed = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key);
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + base64(signature.sign());
  }

  private static String checked(String user) {
    if (!user.matches("[A-Za-z0-9._@-]{1,128}")) {
      throw new IllegalArgumentException(
          "a user has 1 to 128 characters of A-Z a-z 0-9 . _ @ -, was: " + user);
    }
    return user;
  }

  private static String jwks(ECPublicKey key) {
    return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}]}\n"
        .formatted(
            KEY_ID, coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY()));
  }

  // Always 32 bytes: no sign byte more, no leading zero less.
  private static String coordinate(BigInteger value) {
    var bytes = new byte[COORDINATE_BYTES];
    var raw = value.toByteArray();
    var length = Math.min(raw.length, COORDINATE_BYTES);
    System.arraycopy(raw, raw.length - length, bytes, COORDINATE_BYTES - length, length);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
