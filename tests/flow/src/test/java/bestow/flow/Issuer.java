package bestow.flow;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;

/// The identity provider of a test: signs tokens, and publishes its key as a file.
final class Issuer {
  static final String NAME = "https://id.example.com";

  private final ECKey key;
  private final Path file;

  Issuer(Path file) {
    this.file = file;
    try {
      this.key = new ECKeyGenerator(Curve.P_256).keyID("flow").generate();
      Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
    } catch (JOSEException e) {
      throw new IllegalStateException("no key could be made", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the key could not be published", e);
    }
  }

  URI keys() {
    return file.toUri();
  }

  /// A token that is good for a few minutes.
  String token(String user) {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(NAME)
            .audience("bestow")
            .subject(user)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(600)))
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID("flow").build();
    var jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the token could not be signed", e);
    }
    return jwt.serialize();
  }
}
