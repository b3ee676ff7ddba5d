package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.CodeStore.Told;
import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.MalformedJson;
import bestow.testing.Seeded;
import bestow.wire.config.Idempotency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Coupon codes: what both stores keep to, and how operators and users meet them.
final class CodePoolTest {

  private static final String TOKEN = "an-operators-token";

  private static RedisFixture redis;
  private static final MemoryCodeStore MEMORY = new MemoryCodeStore();
  @TempDir private Path folder;

  enum Kind {
    MEMORY,
    REDIS
  }

  @BeforeAll
  static void start() {
    redis = RedisFixture.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @ParameterizedTest
  @EnumSource
  void anOrderGetsOneCodeAndTheSameAgain(Kind kind) {
    var pool = new PoolName("one");
    var order = Samples.number();
    var _ = store(kind).add(pool, List.of("A", "B"));

    assertEquals(new Told.None(), store(kind).look(pool, order));
    assertEquals(new Told.Has("A", 1), store(kind).hand(pool, order));
    assertEquals(new Told.Has("A", 1), store(kind).hand(pool, order));
    assertEquals(new Told.Has("A", 1), store(kind).look(pool, order));
    assertEquals(new Told.Has("B", 0), store(kind).hand(pool, Samples.number()));
    assertEquals(new Told.None(), store(kind).hand(pool, Samples.number()));
  }

  @ParameterizedTest
  @EnumSource
  void aCodeIsPutInOnceForEver(Kind kind) {
    var pool = new PoolName("once");
    var _ = store(kind).add(pool, List.of("A"));
    var _ = store(kind).hand(pool, Samples.number());

    assertEquals(new Told.Added(List.of(1, 3), 1), store(kind).add(pool, List.of("A", "B", "B")));
    assertEquals(new Told.Added(List.of(1), 1), store(kind).add(pool, List.of("B")));
    assertEquals(new Told.Added(List.of(), 1), store(kind).add(new PoolName("two"), List.of("A")));
  }

  @Test
  void bothGiveTheSameAnswersToTheSameHistoryHoweverOftenEachIsAsked() {
    Seeded.check(
        200,
        random -> {
          var pool = new PoolName("h-" + random.nextInt(1_000_000));
          var orders = IntStream.range(0, 4).mapToObj(_ -> Samples.number()).toList();
          for (int i = 0; i < 12; i++) {
            var order = orders.get(random.nextInt(4));
            var codes = List.of("c" + random.nextInt(6), "c" + random.nextInt(6));
            int what = random.nextInt(3);
            for (int again = random.nextInt(2); again >= 0; again--) {
              assertEquals(
                  act(MEMORY, what, pool, order, codes),
                  act(redis.codes(), what, pool, order, codes));
            }
          }
        });
  }

  @Test
  void noCodeIsEverHandedOutTwice() throws Exception {
    var pool = new PoolName("race");
    var _ = redis.codes().add(pool, IntStream.range(0, 50).mapToObj(i -> "c" + i).toList());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Told>>();
      for (int i = 0; i < 100; i++) {
        var order = Samples.number();
        tasks.add(() -> redis.codes().hand(pool, order));
        tasks.add(() -> redis.codes().hand(pool, order));
      }
      var codes = new HashSet<String>();
      int handed = 0;
      for (var task : threads.invokeAll(tasks)) {
        if (task.get() instanceof Told.Has(var code, _)) {
          codes.add(code);
          handed++;
        }
      }

      assertEquals(50, codes.size());
      assertEquals(100, handed);
    }
  }

  @Test
  void aCodeThatIsNotWhatWasPutInIsNotGiven() {
    var pool = new PoolName("flipped");
    var order = Samples.number();
    var _ = redis.codes().add(pool, List.of("AAAA"));
    var stored = redis.redis().command("LINDEX", RedisCodeStore.free(pool), "0");
    var _ = redis.redis().command("LSET", RedisCodeStore.free(pool), "0", stored.replace('A', 'B'));

    assertInstanceOf(Told.Damaged.class, redis.codes().hand(pool, order));
  }

  @Test
  void ordersAreDeliveredFromAPoolAndWaitWhileItIsEmpty() throws StartException {
    try (var delivery = selling()) {
      var first = Samples.number();
      var second = Samples.number();
      assertEquals(
          "{\"imported\":1,\"duplicates\":[2],\"left\":1}",
          add(delivery, "[\"CODE-1\",\"CODE-1\"]").is(200).body());

      var given = delivery.deliver(first).is(200);
      var waiting = delivery.deliver(second).is(200);

      assertTrue(given.body().contains("\"receipt\":\"CODE-1\""), given.body());
      assertTrue(waiting.body().startsWith("{\"reply\":\"processing\""), waiting.body());
      var _ = add(delivery, "[\"CODE-2\"]").is(200);
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> delivery.deliver(second).is(200).body().contains("\"receipt\":\"CODE-2\""),
          "its turn comes");
    }
  }

  @Test
  void whoIsNoOperatorAndWhatIsNoCodeIsRefused() throws StartException {
    try (var delivery = selling()) {
      var good = "{\"pool\":\"api\",\"codes\":[\"A\"]}";
      var _ = delivery.client().post("/v1/codes", good).isProblem(401, "token-invalid");
      var bad = add(delivery, "[\"A\",\"B C\",\"\",\"D\"]").isProblem(422, "invalid");
      assertTrue(bad.body().contains("\"line\":2") && bad.body().contains("\"line\":3"), bad::body);
      var many = IntStream.range(0, 1001).mapToObj(i -> "\"" + i + "\"");
      add(delivery, many.collect(Collectors.joining(",", "[", "]"))).isTheSendersFault();
      var bodies = MalformedJson.of(good, List.of("pool", "codes"));
      assertTrue(bodies.size() >= 30);
      for (var body : bodies) {
        delivery
            .client()
            .send("POST", "/v1/codes", Map.of("Authorization", "Bearer " + TOKEN), body)
            .isTheSendersFault();
      }
      assertEquals(
          "{\"imported\":1,\"duplicates\":[],\"left\":1}", add(delivery, "[\"A\"]").body());
    }
  }

  @Test
  void withoutATokenThereIsNoDoor() throws StartException {
    var provider = Samples.provider("http://code-pool/api", Idempotency.ORDER_NUMBER);
    try (var delivery = DeliveryFixture.start(redis, folder, provider, Map.of())) {
      assertEquals(404, add(delivery, "[\"A\"]").status());
    }
  }

  @Test
  void aPoolOfAnotherClassDeliversNothing() throws StartException {
    var provider = Samples.provider("http://code-pool/api", Idempotency.NONE);
    try (var delivery = DeliveryFixture.start(redis, folder, provider, Map.of())) {
      var _ = delivery.deliver(Samples.number()).isProblem(503, "unavailable");
    }
  }

  private static Told act(
      CodeStore store, int what, PoolName pool, OrderNumber order, List<String> codes) {
    return switch (what) {
      case 0 -> store.add(pool, codes);
      case 1 -> store.hand(pool, order);
      default -> store.look(pool, order);
    };
  }

  private static CodeStore store(Kind kind) {
    return switch (kind) {
      case MEMORY -> MEMORY;
      case REDIS -> redis.codes();
    };
  }

  private static ApiClient.Answer add(DeliveryFixture delivery, String codes) {
    return delivery
        .client()
        .send(
            "POST",
            "/v1/codes",
            Map.of("Authorization", "Bearer " + TOKEN),
            "{\"pool\":\"api\",\"codes\":" + codes + "}");
  }

  /// Each test has a Redis of many pools and one user: its pool is emptied first.
  private DeliveryFixture selling() throws StartException {
    var pool = new PoolName("api");
    var _ = redis.redis().command("DEL", RedisCodeStore.free(pool), "{codes:api}:known");
    var provider = Samples.provider("http://code-pool/api", Idempotency.ORDER_NUMBER);
    return DeliveryFixture.start(redis, folder, provider, Map.of("operator.token", TOKEN));
  }
}
