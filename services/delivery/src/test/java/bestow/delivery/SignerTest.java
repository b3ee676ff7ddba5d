package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Headers;
import bestow.testing.FakeClock;
import bestow.wire.config.Provider.Signing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignerTest {

  private static final Map<String, String> SECRETS = Map.of("acme", "s3cret");
  private static final byte[] BODY = "{\"order\":\"1\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void withoutSigningNothingIsAdded() {
    assertEquals("", sign(Signing.NONE).toString());
  }

  @Test
  void aHeaderCarriesTheSecret() {
    assertEquals(
        "X-Key: s3cret\r\n", sign(new Signing(Signing.Kind.HEADER, "X-Key", "acme")).toString());
  }

  @Test
  void aBearerCarriesTheSecret() {
    assertEquals(
        "Authorization: Bearer s3cret\r\n",
        sign(new Signing(Signing.Kind.BEARER, "Authorization", "acme")).toString());
  }

  @Test
  void anHmacProvesTimeAndBodyWithoutTheSecret() {
    var signed = sign(new Signing(Signing.Kind.HMAC_SHA256, "X-Signature", "acme"));

    // printf '1700000000.{"order":"1"}' | openssl dgst -sha256 -hmac s3cret
    assertEquals(
        "t=1700000000,v1=9b76d94d248c13675c03743a5cf96ac2fa9fb91e66dd7ca0aae2f5051b387dd2",
        signed.first("X-Signature").orElseThrow());
  }

  @Test
  void anotherBodyHasAnotherProof() {
    var signer = signer(new Signing(Signing.Kind.HMAC_SHA256, "X-Signature", "acme"));

    assertTrue(
        !signer
            .sign(Headers.none(), BODY)
            .toString()
            .equals(signer.sign(Headers.none(), new byte[0]).toString()));
  }

  @Test
  void aSecretThatIsNotSetIsNamedAndNotGuessed() {
    for (var kind :
        new Signing.Kind[] {Signing.Kind.HEADER, Signing.Kind.BEARER, Signing.Kind.HMAC_SHA256}) {
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> signer(new Signing(kind, "X-Key", "other")));
      assertTrue(String.valueOf(refused.getMessage()).contains("provider.secret.other"));
    }
  }

  private static Headers sign(Signing signing) {
    return signer(signing).sign(Headers.none(), BODY);
  }

  private static Signer signer(Signing signing) {
    return Signer.of(signing, SECRETS, new FakeClock(Instant.ofEpochSecond(1_700_000_000)));
  }
}
