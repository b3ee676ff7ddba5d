package bestow.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script, loaded at start and run by its digest. */
final class Script {
  private final RedisClient redis;
  private final String text;
  private final String digest;

  Script(RedisClient redis, String name) {
    this.redis = redis;
    try {
      text = new ClassPathResource("scripts/" + name).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    digest = load();
  }

  Object run(List<String> keys, List<String> args) {
    try {
      return redis.evalsha(digest, keys, args);
    } catch (JedisNoScriptException e) {
      return redis.eval(text, keys, args);
    }
  }

  Response<Object> run(AbstractPipeline pipeline, List<String> keys, List<String> args) {
    return pipeline.evalsha(digest, keys, args);
  }

  String load() {
    return redis.scriptLoad(text);
  }
}
