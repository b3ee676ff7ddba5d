package bestow.peer;

import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redis.clients.jedis.RedisClient;

/** May they: sliding windows by user and by address, and a block list. */
@RestController
@Profile("security")
class SecurityController {
  private final Script window;
  private final Clock clock;
  private final long windowMillis;
  private final String lifetime;
  private final String perUser;
  private final String perIp;

  SecurityController(RedisClient redis, Clock clock, PeerProperties properties) {
    var security = properties.security();
    this.window = new Script(redis, "window.lua");
    this.clock = clock;
    this.windowMillis = security.window().toMillis();
    this.lifetime = Long.toString(2 * security.window().toSeconds());
    this.perUser = Long.toString(security.perUser());
    this.perIp = Long.toString(security.perIp());
  }

  @PostMapping("/check")
  Wire.Judged check(@RequestBody Wire.Visit visit) {
    var now = clock.millis();
    var period = now / windowMillis;
    var weight = 1 - (double) (now % windowMillis) / windowMillis;
    var user = "user:" + visit.campaign() + ":" + visit.user() + ":";
    var ip = "ip:" + visit.ip() + ":";
    var verdict =
        window.run(
            List.of("blocked", user + period, user + (period - 1), ip + period, ip + (period - 1)),
            List.of(visit.user(), Double.toString(weight), lifetime, perUser, perIp));
    return new Wire.Judged(Wire.Verdict.valueOf((String) verdict));
  }
}
