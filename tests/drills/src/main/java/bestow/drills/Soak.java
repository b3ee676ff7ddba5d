package bestow.drills;

import bestow.drills.Choice.Harm;
import bestow.drills.Epilogue.Offer;
import bestow.drills.History.Bounds;
import bestow.drills.History.Damage;
import bestow.drills.History.Delivery;
import bestow.drills.History.Header;
import bestow.drills.Wish.Turns;
import bestow.drills.Wish.When;
import bestow.drills.Wish.Who;
import bestow.local.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// As the swarm, with more time between its faults, and for as long as one likes.
final class Soak implements Drill {
  private static final Wish MUCH =
      new Wish("soak", 1, 40, 50_000_000, 1_000)
          .by(new Who(Integer.MAX_VALUE, When.CALLED, Turns.EQUAL))
          .named("much");
  private static final Duration LENGTH = Duration.ofMinutes(5);
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final int BETWEEN_SECONDS_MIN = 5;
  private static final int BETWEEN_SECONDS_MAX = 20;
  private static final Harm HARM = new Harm(0.3, 6_000, 8_000);
  // Of 40 claims a second those that meet a fault, if most of them go well.
  private static final double DELIVERED_SHARE_MIN = 0.05;
  // What is remembered of users and orders has its bounds, and is there once all is warm.
  private static final double HEAP_MAX_MB = 10;
  // The rest of a heap of 96 MB may be filled with garbage at any time; beyond it nothing grows.
  private static final double RESIDENT_MAX_MB = 96;
  // Quota and delivery keep an order as long as its campaign: some kB with all that points to it.
  private static final double STORE_MAX_MB = 10;
  private static final Duration SEEN_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  /// The memory of the services, what is alive of it, and the memory of the stores, in MB.
  private record Memory(
      Map<String, Double> services, Map<String, Double> alive, Map<String, Double> stores) {}

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String story() {
    return "As the swarm, with 5 to 20 s between one fault and the next, for five minutes (or LENGTH"
        + " seconds). Nothing may pile up: the memory of each service and each store is read 20 s"
        + " after the beginning, when all is warm, and again at the end, when no order may be under"
        + " way any more.";
  }

  @Override
  public Site site() {
    return Swarm.replicated(Site.of(Swarm.WARM)).wish(MUCH);
  }

  @Override
  public List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException {
    var random = scene.random();
    var faults = new ArrayList<Damage>();
    scene.mark("seed " + scene.seed());
    scene.call(MUCH);
    scene.run(FIRST);
    var before = memory(scene.cast());
    double seconds = scene.length(LENGTH).toSeconds();
    double end = scene.now() / 1e9 + seconds;
    try (var onlooker = Onlooker.open(scene, List.of(MUCH))) {
      while (scene.now() / 1e9 < end) {
        faults.add(Swarm.harm(scene, random, HARM, MUCH.provider()));
        scene.run(Duration.ofSeconds(random.nextInt(BETWEEN_SECONDS_MIN, BETWEEN_SECONDS_MAX + 1)));
      }
      var least = (long) (MUCH.perSecond() * seconds * DELIVERED_SHARE_MIN);
      var bounds = new Bounds(Epilogue.END_MAX.toSeconds(), least);
      var header = new Header(name(), scene.seed(), seconds, scene.version(), "", bounds);
      var epilogue = new Epilogue(header, List.of(Offer.once(MUCH)), onlooker);
      var figures = new ArrayList<>(epilogue.play(scene, faults));
      figures.addAll(piles(scene, before));
      return figures;
    }
  }

  private static List<Figure> piles(Scene scene, Memory before)
      throws IOException, LaunchException, InterruptedException {
    double open = open(scene);
    var after = memory(scene.cast());
    var gift = MUCH.gifts().getFirst();
    long orders =
        scene.cast().ledger().stream()
            .filter(one -> one.gift().equals(gift))
            .map(Delivery::order)
            .distinct()
            .count();
    return List.of(
        Figure.atMost(0, "", "orders under way in the end, as quota and delivery see it", open),
        Figure.atMost(
            HEAP_MAX_MB,
            "MB",
            "more is alive in one service in the end, at the most",
            new Growth(before.alive(), after.alive()).most()),
        Figure.atMost(
            RESIDENT_MAX_MB,
            "MB",
            "more memory has one service in the end, at the most",
            new Growth(before.services(), after.services()).most()),
        Figure.atMost(
            STORE_MAX_MB,
            "MB",
            "more memory has one store for each 1,000 orders, at the most",
            new Growth(before.stores(), after.stores()).mostPerThousand(orders)),
        Figure.told("MB", "memory of all services and stores in the beginning", all(before)),
        Figure.told("MB", "memory of all services and stores in the end", all(after)));
  }

  /// How many orders are due now or later; each instance tells what it saw when it last looked.
  private static double open(Scene scene) throws LaunchException, InterruptedException {
    var operator = scene.cast().operator();
    long until = scene.now() + SEEN_MAX.toNanos();
    while (true) {
      double open =
          operator.metric("bestow_quota_due", "quota-1", "quota-2")
              + operator.metric("bestow_delivery_waiting", "delivery-1", "delivery-2");
      if (open == 0 || scene.now() > until) {
        return open;
      }
      scene.run(LOOK);
    }
  }

  private static Memory memory(Cast cast) throws IOException, InterruptedException {
    var services = new HashMap<String, Double>();
    var alive = new HashMap<String, Double>();
    var stores = new HashMap<String, Double>();
    for (var process : cast.processesByName().entrySet()) {
      var name = process.getKey();
      double resident = Kernel.megabytes(List.of(process.getValue()));
      if (name.startsWith("redis-")) {
        stores.put(name, resident);
      } else if (!name.startsWith("consul")) {
        services.put(name, resident);
        alive.put(name, Heap.megabytes(process.getValue()));
      }
    }
    return new Memory(services, alive, stores);
  }

  private static double all(Memory memory) {
    return memory.services().values().stream().mapToDouble(one -> one).sum()
        + memory.stores().values().stream().mapToDouble(one -> one).sum();
  }
}
