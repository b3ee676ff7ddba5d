package bestow.config;

import static bestow.config.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The whole service on a real Redis: what survives what.
class ConfigServiceTest {
  private final RedisProcess redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void aRestartOfTheServiceKeepsEverything() {
    String draft;
    String revision;
    String published;
    try (var config = LiveConfig.start(redis)) {
      publishSpring(config);
      config.put("autumn", file("autumn", 10)).is(201);
      draft = config.get("/v1/campaigns/spring").is(200).body();
      revision = config.get("/v1/campaigns/spring/revisions/1").is(200).body();
      published = published(config, 0);
    }

    try (var config = LiveConfig.start(redis)) {
      assertEquals(draft, config.get("/v1/campaigns/spring").is(200).body());
      assertEquals(revision, config.get("/v1/campaigns/spring/revisions/1").is(200).body());
      assertEquals(published, published(config, 0));
      config.get("/v1/campaigns/autumn").is(200);
      config.put("spring", file("spring", 20)).isProblem(428, "precondition-required");
      config.put("spring", file("spring", 20), "\"1\"").is(200);
    }
  }

  @Test
  void nothingThatWasAnsweredIsLostWhenRedisIsKilled() {
    try (var config = LiveConfig.start(redis)) {
      publishSpring(config);
      var draft = config.put("spring", file("spring", 20), "\"1\"").is(200).body();
      var published = published(config, 0);

      redis.kill();
      Eventually.within(
          StoreFixture.SOON,
          () -> config.get("/v1/campaigns/spring").status() == 503,
          "config has noticed that its Redis is gone");
      config.publish("spring", "\"2\"").isProblem(503, "unavailable");
      config.put("spring", file("spring", 30), "\"2\"").isProblem(503, "unavailable");
      assertEquals(published, published(config, 0), "the copy is handed out all the same");
      redis.restart();

      Eventually.within(
          StoreFixture.SOON,
          () -> config.get("/v1/campaigns/spring").status() == 200,
          "config has its Redis again");
      var after = config.get("/v1/campaigns/spring").is(200);
      assertEquals("\"2\"", after.header("etag").orElse(""));
      assertTrue(after.body().startsWith(draft.substring(0, draft.indexOf("savedAt"))));
      config.publish("spring", "\"2\"").is(200);
      assertEquals(2, version(published(config, 1)));
    }
  }

  @Test
  void aRedisThatHangsLeavesItUncertain() {
    try (var config = LiveConfig.start(redis, Map.of("redis.timeout", "1s"))) {
      publishSpring(config);

      redis.pause();
      try {
        Eventually.within(
            StoreFixture.SOON,
            () -> {
              var status = config.put("spring", file("spring", 20), "\"1\"").status();
              return status == 503 || status == 504;
            },
            "no answer is no answer");
      } finally {
        redis.resume();
      }

      Eventually.within(
          StoreFixture.SOON,
          () -> config.get("/v1/campaigns/spring").status() == 200,
          "config has its Redis again");
    }
  }

  @Test
  void anotherInstanceHearsOfAPublication() {
    try (var here = LiveConfig.start(redis);
        var there = LiveConfig.start(redis)) {
      publishSpring(here);

      assertEquals(1, version(published(there, 0)));
      assertEquals(published(here, 0), published(there, 0));
    }
  }

  private static void publishSpring(LiveConfig config) {
    config.put("spring", file("spring", 10)).is(201);
    config.publish("spring", "\"1\"").is(200);
  }

  private static String published(LiveConfig config, long after) {
    var path = "/v1/published?after=" + after + "&wait=20s";
    return config.anybody().send("GET", path, Map.of()).is(200).body();
  }

  private static int version(String published) {
    var from = published.indexOf(':') + 1;
    return Integer.parseInt(published.substring(from, published.indexOf(',')));
  }
}
