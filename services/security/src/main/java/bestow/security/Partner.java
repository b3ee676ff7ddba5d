package bestow.security;

import bestow.server.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Who is paid elsewhere for gifts that we give: how they prove an order, and what they may order.
///
/// @param name 1 to 40 of a-z, 0-9 and -
/// @param secrets one, or two while the one is replaced by the other
/// @param campaigns whose gifts they may give; `*` for all
/// @param first the number of their first order
record Partner(String name, List<Secret> secrets, Set<String> campaigns, long first) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_LENGTH_MIN = 32;
  private static final String ANY = "*";

  Partner {
    secrets = List.copyOf(secrets);
    campaigns = Set.copyOf(campaigns);
    if (!name.matches("[a-z0-9-]{1,40}"))
      throw new IllegalArgumentException("a partner's name is 1 to 40 of a-z, 0-9 and -, " + name);
    if (secrets.stream().anyMatch(secret -> secret.reveal().length() < SECRET_LENGTH_MIN))
      throw new IllegalArgumentException(
          "a secret of partner %s is shorter than %d characters: it could be guessed"
              .formatted(name, SECRET_LENGTH_MIN));
    if (campaigns.isEmpty())
      throw new IllegalArgumentException("partner." + name + ".campaigns names none; * is any");
  }

  /// Whether they may give gifts of a campaign.
  boolean mayGive(String campaign) {
    return campaigns.contains(ANY) || campaigns.contains(campaign);
  }

  /// Whether one of their keys made the signature. Takes as long for a wrong one as for a right
  /// one, and as long for the one key as for the other.
  ///
  /// @param signature hex, in lower case
  boolean signed(String message, String signature) {
    var shown = decoded(signature);
    var bytes = message.getBytes(StandardCharsets.UTF_8);
    boolean theirs = false;
    for (Secret secret : secrets) theirs |= MessageDigest.isEqual(mac(secret, bytes), shown);
    return theirs;
  }

  private static byte[] mac(Secret secret, byte[] message) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(message);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] decoded(String signature) {
    var hex = signature.matches("[0-9a-f]{64}") ? signature : "";
    return Arrays.copyOf(HexFormat.of().parseHex(hex), hex.length() / 2);
  }
}
