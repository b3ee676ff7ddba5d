package bestow.peer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redis.clients.jedis.RedisClient;

/** Who is it: opaque tokens, stored hashed. */
@RestController
@Profile("session")
class SessionController {
  private final SecureRandom random = new SecureRandom();
  private final RedisClient redis;
  private final Script lookup;
  private final long seconds;

  SessionController(RedisClient redis, PeerProperties properties) {
    this.redis = redis;
    this.lookup = new Script(redis, "session.lua");
    this.seconds = properties.session().lifetime().toSeconds();
  }

  @PostMapping("/sessions")
  Wire.Token open(@RequestBody Wire.Login login) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    redis.setex(key(token), seconds, login.user());
    return new Wire.Token(token);
  }

  @PostMapping("/sessions/validate")
  Wire.Session validate(@RequestBody Wire.Token token) {
    var user = (String) lookup.run(List.of(key(token.token())), List.of(Long.toString(seconds)));
    return new Wire.Session(user != null, user);
  }

  private static String key(String token) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return "session:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
