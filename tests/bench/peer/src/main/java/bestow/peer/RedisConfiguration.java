package bestow.peer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** The Redis of a role that has one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("${peer.redis.port} > 0")
class RedisConfiguration {
  @Bean(destroyMethod = "close")
  RedisClient redis(PeerProperties properties) {
    var redis = properties.redis();
    var pool = new ConnectionPoolConfig();
    pool.setMaxTotal(redis.connections());
    pool.setMaxIdle(redis.connections());
    var client = DefaultJedisClientConfig.builder().timeoutMillis((int) redis.timeout().toMillis());
    if (!redis.password().isEmpty()) {
      client.user(redis.user()).password(redis.password());
    }
    return RedisClient.builder()
        .hostAndPort(redis.host(), redis.port())
        .clientConfig(client.build())
        .poolConfig(pool)
        .build();
  }

  @Bean
  HealthIndicator redisHealthIndicator(RedisClient redis) {
    return () -> Health.up().withDetail("ping", redis.ping()).build();
  }
}
