package bestow.peer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Holds one for them: stock, limits and order number in one script. */
@RestController
@Profile("quota")
class QuotaController {
  private final RedisClient redis;
  private final Script hold;
  private final Script settle;
  private final Clock clock;
  private final SecretKeySpec secret;

  QuotaController(RedisClient redis, Clock clock, PeerProperties properties) {
    this.redis = redis;
    this.hold = new Script(redis, "hold.lua");
    this.settle = new Script(redis, "settle.lua");
    this.clock = clock;
    this.secret =
        new SecretKeySpec(
            properties.quota().secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  @PostMapping("/hold")
  Wire.Held hold(@RequestBody Wire.Hold hold) {
    var gift = hold.gift();
    var offer = hold.campaign() + ":" + gift.gift();
    var reply =
        (List<?>)
            this.hold.run(
                List.of(
                    "stock:" + offer,
                    "day:" + offer + ":" + LocalDate.now(clock),
                    "user:" + offer + ":" + hold.user(),
                    "due"),
                List.of(
                    Long.toString(gift.stock()),
                    Long.toString(gift.daily()),
                    Long.toString(gift.perUser()),
                    prefix(offer + ":" + hold.user()),
                    Long.toString(clock.millis())));
    return new Wire.Held(
        Wire.HoldResult.valueOf((String) reply.get(0)),
        (String) reply.get(1),
        (Long) reply.get(2) == 1);
  }

  @PostMapping("/settle")
  void settle(@RequestBody List<Wire.Settle> batch) {
    try {
      run(batch);
    } catch (JedisNoScriptException e) {
      settle.load();
      run(batch);
    }
  }

  private void run(List<Wire.Settle> batch) {
    try (var pipeline = redis.pipelined()) {
      var replies = batch.stream().map(item -> run(pipeline, item)).toList();
      pipeline.sync();
      replies.forEach(Response::get);
    }
  }

  private Response<Object> run(AbstractPipeline pipeline, Wire.Settle item) {
    var offer = item.campaign() + ":" + item.gift();
    return settle.run(
        pipeline,
        List.of(
            "order:" + item.order(), "user:" + offer + ":" + item.user(), "due", "stock:" + offer),
        List.of(item.order(), item.settlement().name()));
  }

  private String prefix(String subject) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      var hash = mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 13);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
