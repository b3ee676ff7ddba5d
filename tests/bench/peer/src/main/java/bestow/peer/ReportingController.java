package bestow.peer;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redis.clients.jedis.RedisClient;

/** Counts claims by campaign, gift and outcome. */
@RestController
@Profile("reporting")
class ReportingController {
  private final RedisClient redis;

  ReportingController(RedisClient redis) {
    this.redis = redis;
  }

  @PostMapping("/events")
  void events(@RequestBody List<Wire.Event> events) {
    var counts =
        events.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    try (var pipeline = redis.pipelined()) {
      counts.forEach(
          (event, count) ->
              pipeline.hincrBy(
                  "counts:" + event.campaign(), event.gift() + ":" + event.outcome(), count));
      pipeline.sync();
    }
  }

  @GetMapping("/v1/campaigns/{id}/counts")
  Map<String, String> counts(@PathVariable String id) {
    return redis.hgetAll("counts:" + id);
  }
}
