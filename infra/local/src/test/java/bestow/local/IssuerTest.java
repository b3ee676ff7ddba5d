package bestow.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IssuerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

  @TempDir Path folder;

  @Test
  void aTokenIsSignedByTheKeyThatIsPublished() throws Exception {
    var issuer = Issuer.open(folder);

    var parts = issuer.token("alice", CLOCK).split("\\.", -1);

    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(published(issuer.keys()));
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
  }

  @Test
  void aTokenSaysWhoForWhomAndUntilWhen() throws Exception {
    var claims = Issuer.open(folder).token("alice", CLOCK).split("\\.", -1)[1];

    assertEquals(
        "{\"iss\":\"urn:bestow:development\",\"aud\":\"bestow\",\"sub\":\"alice\",\"iat\":1800000000,\"exp\":1800000600}",
        new String(Base64.getUrlDecoder().decode(claims), UTF_8));
  }

  @Test
  void theKeyStaysAndOnlyItsOwnerMayReadIt() throws Exception {
    Issuer.open(folder);
    var first = Files.readString(folder.resolve("key.base64"));
    Issuer.open(folder);

    assertEquals(first, Files.readString(folder.resolve("key.base64")));
    var mode = Files.getPosixFilePermissions(folder.resolve("key.base64"));
    assertEquals("rw-------", PosixFilePermissions.toString(mode));
  }

  @Test
  void aUserThatWouldBreakTheTokenIsRefused() throws Exception {
    var issuer = Issuer.open(folder);

    assertThrows(IllegalArgumentException.class, () -> issuer.token("a\",\"sub\":\"b", CLOCK));
  }

  private static PublicKey published(Path keys) throws Exception {
    var json = Files.readString(keys);
    var curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    var point = new ECPoint(coordinate("x", json), coordinate("y", json));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger coordinate(String name, String json) {
    var value = Pattern.compile("\"" + name + "\":\"([^\"]{43})\"").matcher(json);
    assertTrue(value.find(), json);
    return new BigInteger(1, Base64.getUrlDecoder().decode(value.group(1)));
  }
}
