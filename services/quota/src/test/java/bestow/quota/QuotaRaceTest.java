package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.FakeClock;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.wire.config.Period;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest.End;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many claims at once, through two instances that share a real Redis.
final class QuotaRaceTest {
  private static final int CALLERS = 200;
  private static final int USERS = 500;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final RedisProcess redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());
  private final Stores stores = Stores.on(redis);
  private final FakeClock clock = new FakeClock();
  private final Set<UserId> claimants = ConcurrentHashMap.newKeySet();
  private final Errands errands = new Errands(Ticker.system());
  private final List<Quota> instances = List.of(instance(), instance());

  @AfterEach
  void end() {
    errands.close();
    stores.close();
    redis.close();
  }

  @Test
  void stockIsGivenToTheLastUnitAndNeverBeyond() throws Exception {
    for (int buckets : List.of(1, 8, 64)) {
      var claims = Claims.fresh().stock(1, 300, buckets);

      var replies = race(click -> instance(click).hold(by(claims, click)), 3 * USERS);

      assertEquals(300, orders(replies).size(), "with " + buckets + " buckets");
      checkLaws(claims);
    }
  }

  @Test
  void aDaysShareIsGivenToTheLastUnitAndNeverBeyond() throws Exception {
    for (int buckets : List.of(1, 8)) {
      var claims = Claims.fresh().stock(1, 300, 250L, buckets);

      var replies = race(click -> instance(click).hold(by(claims, click)), 3 * USERS);

      assertEquals(250, orders(replies).size(), "with " + buckets + " buckets");
      checkLaws(claims);
    }
  }

  @Test
  void clicksOfOneUserAreOneOrder() throws Exception {
    var claims = Claims.fresh().perUser(3, Period.CAMPAIGN);

    var replies = race(click -> instance(click).hold(by(claims, "alice")), CALLERS);

    assertEquals(1, orders(replies).size());
    assertEquals(1, replies.stream().filter(QuotaRaceTest::isNew).count());
  }

  @Test
  void clicksWithOneKeyAreOneOrderAlsoWhileOrdersEnd() throws Exception {
    var claims = Claims.fresh().perUser(5, Period.CAMPAIGN).keyed("k");

    var replies =
        race(
            click -> {
              var told = instance(click).hold(by(claims, "alice"));
              orders(List.of(told)).forEach(order -> settle(click, order, End.CONFIRM));
              return told;
            },
            3 * USERS);

    assertEquals(1, orders(replies).size());
    checkLaws(claims);
  }

  @Test
  void theLawsHoldWhileUnitsComeBackAndNoneIsLost() throws Exception {
    var claims = Claims.fresh().stock(1, 120, 90L, 8).perUser(2, Period.CAMPAIGN);
    var confirmed = ConcurrentHashMap.<OrderNumber>newKeySet();

    race(
        click -> {
          var told = instance(click).hold(by(claims, click));
          for (var order : orders(List.of(told))) {
            var end = ThreadLocalRandom.current().nextBoolean() ? End.CONFIRM : End.RELEASE;
            if (settle(click, order, end) && end == End.CONFIRM) {
              confirmed.add(order);
            }
          }
          return told;
        },
        4 * USERS);
    checkLaws(claims);

    Eventually.within(
        SOON, () -> confirmed.size() == 90 || moreFor(claims, confirmed), "all 90 are given");
    checkLaws(claims);
  }

  /// Claims for further users until the day is gone; false while some are left.
  private boolean moreFor(Claims claims, Set<OrderNumber> confirmed) {
    for (int i = 0; i < 90; i++) {
      var late = by(claims, "late-" + confirmed.size() + "-" + i);
      for (var order : orders(List.of(instances.getFirst().hold(late)))) {
        if (settle(0, order, End.CONFIRM)) {
          confirmed.add(order);
        }
      }
    }
    return confirmed.size() == 90;
  }

  private boolean settle(int click, OrderNumber order, End end) {
    var told = instance(click).settle(List.of(new Quota.Settlement(order, end)));
    return told instanceof Told.Answer<?>(SettleReply reply) && reply.settled() == 1;
  }

  private Quota instance(int click) {
    return instances.get(click % instances.size());
  }

  private Claim by(Claims claims, int click) {
    return by(claims, "user-" + click % USERS);
  }

  private Claim by(Claims claims, String name) {
    claimants.add(new UserId(name));
    return claims.by(name).claim();
  }

  private void checkLaws(Claims claims) throws StoreFailure {
    var limits = claims.limits();
    var today = Periods.day(clock.instant(), limits.offsetSeconds()).toString();
    new Laws(stores, List.copyOf(claimants))
        .check(
            claims.gift(),
            limits.buckets(),
            limits.perUser(),
            limits.daily() == null ? Set.of() : Set.of(today));
  }

  private static boolean isNew(Told<HoldReply> told) {
    return told instanceof Told.Answer<HoldReply>(HoldReply.Held(String _, boolean repeated))
        && !repeated;
  }

  private static Set<OrderNumber> orders(List<Told<HoldReply>> replies) {
    var orders = new HashSet<OrderNumber>();
    for (var told : replies) {
      assertTrue(told instanceof Told.Answer<HoldReply>, () -> "no answer: " + told);
      if (told instanceof Told.Answer<HoldReply>(HoldReply.Held(String order, boolean _))) {
        orders.add(new OrderNumber(order));
      }
    }
    return orders;
  }

  /// One click.
  private interface Click {
    Told<HoldReply> click(int number) throws Exception;
  }

  private static List<Told<HoldReply>> race(Click click, int clicks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var room = new Semaphore(CALLERS);
      var tasks = new ArrayList<Callable<Told<HoldReply>>>();
      for (int number = 0; number < clicks; number++) {
        int mine = number;
        tasks.add(
            () -> {
              room.acquire();
              try {
                return click.click(mine);
              } finally {
                room.release();
              }
            });
      }
      var replies = new ArrayList<Told<HoldReply>>();
      for (Future<Told<HoldReply>> future : threads.invokeAll(tasks)) {
        replies.add(future.get());
      }
      return replies;
    }
  }

  private Quota instance() {
    var means =
        new Means(
            stores.quota(),
            stores.pools(),
            new Sight(Ticker.system(), House.DRY_TIME),
            Together.virtual(),
            errands,
            () -> SOON.toNanos(),
            new QuotaMetrics(OpenTelemetry.noop().getMeter("test")));
    var times = new Quota.Times(Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofDays(30));
    return new Quota(means, new OrderNumbers(House.SECRET), clock, times);
  }
}
