package bestow.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IdentityProviderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final Issuer issuer = new Issuer("key-1");
  private final IdentityProvider provider =
      new IdentityProvider(
          Issuer.NAME,
          Issuer.AUDIENCE,
          Duration.ofHours(1),
          new ImmutableJWKSet<>(issuer.publicKeys()),
          InstantSource.fixed(NOW));

  @Test
  void aGenuineTokenProvesItsSubject() {
    assertEquals(new Identity.Proven("alice"), provider.verify(issuer.token(NOW)));
  }

  static Stream<Arguments> claimsThatAreNotBelieved() {
    return Stream.of(
        wrong("issuer", claims -> claims.issuer("https://evil.example.com")),
        wrong("issuer", claims -> claims.issuer(null)),
        wrong("audience", claims -> claims.audience("another")),
        wrong("audience", claims -> claims.audience(List.of())),
        wrong("no-expiry", claims -> claims.expirationTime(null)),
        wrong("expired", claims -> claims.expirationTime(date(-30))),
        wrong("not-yet-valid", claims -> claims.notBeforeTime(date(31))),
        wrong("no-issue-time", claims -> claims.issueTime(null)),
        wrong("from-the-future", claims -> claims.issueTime(date(31))),
        wrong("too-old", claims -> claims.issueTime(date(-3601))),
        wrong("subject", claims -> claims.subject(null)),
        wrong("subject", claims -> claims.subject("")),
        wrong("subject", claims -> claims.subject("   ")),
        wrong("subject", claims -> claims.subject("a\nb")),
        wrong("subject", claims -> claims.subject("a".repeat(129))));
  }

  @ParameterizedTest
  @MethodSource("claimsThatAreNotBelieved")
  void aTokenWithAWrongClaimIsRejected(String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    var token = issuer.token(NOW, change);

    assertEquals(new Identity.Rejected(reason), provider.verify(token));
  }

  @Test
  void clocksMayDisagreeByHalfAMinute() {
    var justExpired = issuer.token(NOW, claims -> claims.expirationTime(date(-29)));
    var justAhead = issuer.token(NOW, claims -> claims.issueTime(date(30)).notBeforeTime(date(30)));

    assertEquals(new Identity.Proven("alice"), provider.verify(justExpired));
    assertEquals(new Identity.Proven("alice"), provider.verify(justAhead));
  }

  @Test
  void aTokenWithoutASignatureIsRejected() {
    var plain = new PlainJWT(Issuer.claims(NOW).build()).serialize();
    var stripped = issuer.token(NOW).replaceAll("[^.]+$", "");
    var none = stripped.replaceFirst("^[^.]+", base64("{\"alg\":\"none\",\"typ\":\"JWT\"}"));

    assertEquals(new Identity.Rejected("not-a-signed-jwt"), provider.verify(plain));
    assertRejected(provider.verify(stripped));
    assertRejected(provider.verify(none));
  }

  @Test
  void aTokenSignedWithOurPublicKeyAsAPasswordIsRejected() throws JOSEException {
    var forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(),
            Issuer.claims(NOW).build());
    forged.sign(new MACSigner(issuer.key().toPublicJWK().toJSONString()));

    assertEquals(new Identity.Rejected("signature"), provider.verify(forged.serialize()));
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotLookedAt() {
    var stranger = new Issuer("key-1");
    var withKey = stranger.header().jwk(stranger.key().toPublicJWK()).build();
    var withAddress = stranger.header().jwkURL(URI.create("http://127.0.0.1:1/keys")).build();

    assertRejected(provider.verify(stranger.sign(withKey, Issuer.claims(NOW).build())));
    assertRejected(provider.verify(stranger.sign(withAddress, Issuer.claims(NOW).build())));
  }

  @Test
  void aKeyOfAnUnknownNameIsRejected() {
    for (String kid : List.of("key-2", "../../etc/passwd", "' OR 1=1 --")) {
      var header = issuer.header().keyID(kid).build();
      assertEquals(
          new Identity.Rejected("signature"),
          provider.verify(issuer.sign(header, Issuer.claims(NOW).build())));
    }
  }

  @Test
  void aTokenOfAnotherKindIsRejected() {
    var header = issuer.header().type(new JOSEObjectType("refresh+jwt")).build();

    assertEquals(
        new Identity.Rejected("signature"),
        provider.verify(issuer.sign(header, Issuer.claims(NOW).build())));
  }

  @Test
  void aChangedTokenIsRejected() {
    var token = issuer.token(NOW);
    var parts = token.split("\\.", -1);
    var payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    var bob = base64(payload.replace("alice", "bobby"));

    assertRejected(provider.verify(parts[0] + "." + bob + "." + parts[2]));
    assertRejected(
        provider.verify(parts[0] + "." + parts[1] + "." + parts[2].toLowerCase(Locale.ROOT)));
    assertRejected(provider.verify(token + "." + parts[2]));
    assertRejected(provider.verify(token.substring(1)));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void whatIsNoTokenIsRejected(String garbage) {
    assertRejected(provider.verify(garbage));
  }

  static Stream<String> garbage() {
    return Stream.of(
        "", ".", "..", "...", "a.b.c", "null", "{}", "é.é.é", "a".repeat(8193), "\u0000.\u0000.");
  }

  private static void assertRejected(Identity identity) {
    assertEquals(Identity.Rejected.class, identity.getClass());
  }

  private static Arguments wrong(String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(reason, change);
  }

  private static Date date(int seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
