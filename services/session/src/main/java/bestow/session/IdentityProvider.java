package bestow.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/// The identity provider that we trust, by its issuer name, the audience that stands for us, and
/// its public keys. Believes only asymmetric signatures, and only keys of its own set: a key that
/// the token brings along is never looked at. For any number of threads.
final class IdentityProvider {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
  private static final int TOKEN_LENGTH_MAX = 8 * 1024;
  private static final int USER_LENGTH_MAX = 128;
  // Clocks of two companies agree within half a minute or one of them is broken.
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final String issuer;
  private final String audience;
  private final Duration ageMax;
  private final InstantSource clock;
  private final DefaultJWTProcessor<SecurityContext> signatures;

  /// @param issuer what `iss` must be
  /// @param audience what `aud` must hold
  /// @param ageMax how long ago a token may have been issued
  /// @param keys the provider's public keys
  IdentityProvider(
      String issuer,
      String audience,
      Duration ageMax,
      JWKSource<SecurityContext> keys,
      InstantSource clock) {
    this.issuer = issuer;
    this.audience = audience;
    this.ageMax = ageMax;
    this.clock = clock;
    this.signatures = new DefaultJWTProcessor<>();
    signatures.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
    signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    // Claims are checked below, by our own clock.
    signatures.setJWTClaimsSetVerifier((_, _) -> {});
  }

  /// Whether to believe a token, and whose it is.
  Identity verify(String jwt) {
    if (jwt.length() > TOKEN_LENGTH_MAX) return new Identity.Rejected("too-long");
    try {
      return claims(signatures.process(SignedJWT.parse(jwt), null));
    } catch (ParseException _) {
      return new Identity.Rejected("not-a-signed-jwt");
    } catch (KeySourceException _) {
      return new Identity.Rejected("keys-unavailable");
    } catch (BadJOSEException | JOSEException _) {
      return new Identity.Rejected("signature");
    }
  }

  private Identity claims(JWTClaimsSet claims) {
    Instant now = clock.instant();
    if (!issuer.equals(claims.getIssuer())) return new Identity.Rejected("issuer");
    if (!claims.getAudience().contains(audience)) return new Identity.Rejected("audience");
    Date expires = claims.getExpirationTime();
    if (expires == null) return new Identity.Rejected("no-expiry");
    if (!now.isBefore(expires.toInstant().plus(SKEW))) return new Identity.Rejected("expired");
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.plus(SKEW).isBefore(notBefore.toInstant())) {
      return new Identity.Rejected("not-yet-valid");
    }
    Date issued = claims.getIssueTime();
    if (issued == null) return new Identity.Rejected("no-issue-time");
    if (now.plus(SKEW).isBefore(issued.toInstant()))
      return new Identity.Rejected("from-the-future");
    if (issued.toInstant().plus(ageMax).isBefore(now)) return new Identity.Rejected("too-old");
    String user = claims.getSubject();
    if (user == null || user.isBlank() || user.length() > USER_LENGTH_MAX || !isPrintable(user)) {
      return new Identity.Rejected("subject");
    }
    return new Identity.Proven(user);
  }

  private static boolean isPrintable(String user) {
    return user.codePoints().noneMatch(Character::isISOControl);
  }
}
