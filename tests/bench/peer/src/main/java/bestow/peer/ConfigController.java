package bestow.peer;

import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the campaigns; gateways take a copy. */
@RestController
@Profile("config")
class ConfigController {
  private final RedisClient redis;
  private final JsonMapper json;

  ConfigController(RedisClient redis, JsonMapper json) {
    this.redis = redis;
    this.json = json;
  }

  @PutMapping("/v1/campaigns/{id}")
  Wire.Campaign put(@PathVariable String id, @RequestBody Wire.Campaign campaign) {
    try (var transaction = redis.multi()) {
      transaction.hset("campaigns", id, json.writeValueAsString(campaign));
      transaction.incr("revision");
      transaction.exec();
    }
    return campaign;
  }

  @GetMapping("/v1/campaigns")
  Wire.Campaigns all() {
    var revision = redis.get("revision");
    var campaigns =
        redis.hvals("campaigns").stream()
            .map(text -> json.readValue(text, Wire.Campaign.class))
            .toList();
    return new Wire.Campaigns(revision == null ? 0 : Long.parseLong(revision), campaigns);
  }
}
