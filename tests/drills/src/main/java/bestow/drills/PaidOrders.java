package bestow.drills;

import bestow.drills.History.Delivery;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/// A partner's stream of paid orders while gateways die.
final class PaidOrders implements Drill {
  private static final Wish WISH = Wish.ample("drill", 1, 20);
  private static final int ORDERS = 1_200;
  private static final Shop.Terms TERMS =
      new Shop.Terms(WISH.campaign(), ORDERS, 30, Duration.ofSeconds(60));
  private static final Duration CALM = Duration.ofSeconds(8);
  private static final Duration DEAD = Duration.ofSeconds(4);
  private static final Duration GAP_AFTER = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration QUIET_MAX = Duration.ofSeconds(90);

  @Override
  public String name() {
    return "paid-orders";
  }

  @Override
  public String story() {
    return "A partner sends "
        + ORDERS
        + " signed paid orders, 30 a second: out of order, every fifth twice at once, one in a"
        + " hundred eight seconds late. Both gateways are killed in turn, and the partner sends"
        + " again whatever has no answer.";
  }

  @Override
  public Site site() {
    return Site.of(WISH)
        .instances("gateway", 2)
        .with("security", "partners", Shop.NAME)
        .with("security", "partner." + Shop.NAME + ".secret", Shop.SECRET)
        .with("security", "partner." + Shop.NAME + ".campaigns", WISH.campaign())
        .with("security", "partner.gap-after", GAP_AFTER.toMillis() + "ms");
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    try (var shop = scene.cast().shop(TERMS, InstantSource.system())) {
      var selling = new FutureTask<>(() -> shop.sell(scene.random()));
      scene.mark("the partner begins to send");
      Thread.ofVirtual().start(selling);
      long missed = look(scene, shop, CALM);
      for (var gateway : List.of("gateway-1", "gateway-2")) {
        scene.mark(gateway + " is killed");
        scene.cast().kill(gateway);
        missed = Math.max(missed, look(scene, shop, DEAD));
        scene.cast().start(gateway);
        scene.mark(gateway + " is ready again");
        missed = Math.max(missed, look(scene, shop, CALM));
      }
      var taken = taken(selling);
      scene.mark("the partner has an answer for everything");
      return figures(scene, shop, taken, missed);
    }
  }

  /// Lets time pass, and tells the most that was missed meanwhile.
  private static long look(Scene scene, Shop shop, Duration time) throws InterruptedException {
    long end = scene.now() + time.toNanos();
    long most = 0;
    while (scene.now() < end) {
      most = Math.max(most, shop.missing());
      scene.run(LOOK);
    }
    return most;
  }

  private static List<Figure> figures(Scene scene, Shop shop, List<Shop.Taken> taken, long missed)
      throws LaunchException, InterruptedException {
    var accepted = taken.stream().filter(one -> one.status() == 202).toList();
    Map<Integer, Set<String>> numbers = new HashMap<>();
    for (var one : accepted) {
      numbers.computeIfAbsent(one.sequence(), _ -> new HashSet<>()).add(one.order());
    }
    var orders = numbers.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    var delivered = delivered(scene, orders);
    var times = taken.stream().mapToLong(Shop.Taken::nanos).sorted().toArray();
    int tries = taken.stream().mapToInt(Shop.Taken::tries).sum();
    var twice = numbers.values().stream().filter(each -> each.size() > 1).toList();
    return List.of(
        Figure.atMost(
            0, "", "sendings that were not accepted in the end", taken.size() - accepted.size()),
        Figure.atMost(0, "", "orders that nobody took", ORDERS - numbers.size()),
        Figure.atMost(0, "", "orders that have two numbers", twice.size()),
        Figure.atMost(0, "", "numbers that are of two orders", numbers.size() - orders.size()),
        Figure.atMost(0, "", "accepted, yet not in the ledger", without(orders, delivered)),
        Figure.atMost(
            0, "", "in the ledger, yet of no order that was accepted", without(delivered, orders)),
        Figure.atLeast(
            1, "", "orders that were seen to be missing while some were late", (double) missed),
        Figure.atMost(0, "", "orders that are missing in the end", missingInTheEnd(scene, shop)),
        Figure.told("", "sendings", taken.size()),
        Figure.told("", "tries beyond the first", tries - taken.size()),
        Figure.told("ms", "half of them were answered within", times[times.length / 2] / 1e6),
        Figure.told("s", "99 % within", times[times.length * 99 / 100] / 1e9));
  }

  /// What payers got by the provider's own ledger, once all that was accepted is there.
  private static Set<String> delivered(Scene scene, Set<String> orders)
      throws LaunchException, InterruptedException {
    long end = scene.now() + QUIET_MAX.toNanos();
    while (true) {
      var delivered =
          scene.cast().ledger().stream()
              .filter(one -> one.user().startsWith("payer-"))
              .map(Delivery::order)
              .collect(Collectors.toSet());
      if (delivered.containsAll(orders) || scene.now() > end) {
        return delivered;
      }
      scene.run(LOOK);
    }
  }

  /// Once the young gaps are old enough to count.
  private static double missingInTheEnd(Scene scene, Shop shop) throws InterruptedException {
    scene.run(GAP_AFTER.plus(LOOK));
    long missing = shop.missing();
    return missing < 0 ? Double.NaN : missing;
  }

  private static int without(Set<String> some, Set<String> others) {
    return (int) some.stream().filter(one -> !others.contains(one)).count();
  }

  private static List<Shop.Taken> taken(FutureTask<List<Shop.Taken>> selling)
      throws InterruptedException {
    try {
      return selling.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the partner broke off", e);
    }
  }
}
