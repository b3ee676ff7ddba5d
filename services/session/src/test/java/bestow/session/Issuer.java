package bestow.session;

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
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/// An identity provider for tests: a key pair, and tokens that are right but for what a test
/// changes.
final class Issuer {
  static final String NAME = "https://id.example.com";
  static final String AUDIENCE = "bestow";

  private final ECKey key;

  Issuer(String kid) {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no key could be made", e);
    }
  }

  JWKSet publicKeys() {
    return new JWKSet(key.toPublicJWK());
  }

  ECKey key() {
    return key;
  }

  String token(Instant now) {
    return token(now, claims -> claims);
  }

  String token(Instant now, UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(header().build(), change.apply(claims(now)).build());
  }

  String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the token could not be signed", e);
    }
  }

  JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(key.getKeyID());
  }

  static JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(AUDIENCE)
        .subject("alice")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }
}
