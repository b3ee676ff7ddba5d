package bestow.flow;

import bestow.drills.Checker;
import bestow.drills.Checker.Verdict;
import bestow.drills.History;
import bestow.drills.History.Bounds;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.End;
import bestow.drills.History.Header;
import bestow.drills.History.Look;
import bestow.drills.History.Place;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import bestow.drills.History.Told;
import bestow.drills.Looks;
import bestow.drills.Version;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A history while it is written: what users are told, what is done to the house meanwhile, and
/// what the ledgers say in the end.
final class Chronicle {
  // Longer than an order may take: the verdict tells how long it took.
  private static final Duration QUIET_MAX = Duration.ofSeconds(90);
  private static final Duration END_MAX = Duration.ofSeconds(60);
  // The provider's latest late success comes by then.
  private static final Duration LATEST = Duration.ofSeconds(2);
  private static final Duration MET_MAX = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);
  // So many claims apart, a user looks at the order they were told.
  private static final int LOOK_EVERY = 5;
  private static final int LOOKS_MAX = 20;
  private static final int WAITING_MAX = 512;
  private static final Path FOLDER = Path.of("target", "histories");

  private final House house;
  private final Plot plot;
  private final List<Integer> gateways;
  private final Ticker ticker = Ticker.system();
  private final long began = ticker.nanos();
  private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
  private final Set<String> orders = ConcurrentHashMap.newKeySet();
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
  private final List<Damage> faults = new ArrayList<>();
  private final Semaphore room = new Semaphore(WAITING_MAX);
  private Thread crowd = Thread.ofVirtual().unstarted(() -> {});
  private volatile boolean over;

  /// Somebody who has signed in.
  record User(String name, Visitor visitor) {}

  /// A claim that is to come.
  record Wanted(User user, CampaignFile campaign) {}

  /// What is played.
  ///
  /// @param name of the history's file
  /// @param chosen by the seed, in words
  /// @param deliveredMin so many orders have to be delivered in spite of what is done
  /// @param users who claim
  /// @param offers what they claim
  record Plot(
      String name,
      long seed,
      String chosen,
      long deliveredMin,
      List<User> users,
      List<Offer> offers) {
    Plot {
      users = List.copyOf(users);
      offers = List.copyOf(offers);
    }

    /// One that leaves nothing to chance, of one campaign.
    static Plot of(CampaignFile campaign, long deliveredMin, List<User> users) {
      var terms = Terms.once(campaign.gift(), campaign.stock(), campaign.perUser());
      var offer = new Offer(campaign, terms);
      return new Plot(campaign.id(), 0, "", deliveredMin, users, List.of(offer));
    }
  }

  /// A campaign, and what holds for its gift.
  record Offer(CampaignFile campaign, Terms terms) {}

  /// What is done to the house, and for how long.
  interface Deed {
    void run();
  }

  /// @param gateways where users claim, in turn
  Chronicle(House house, Plot plot, List<Integer> gateways) {
    this.house = house;
    this.plot = plot;
    this.gateways = List.copyOf(gateways);
  }

  /// So many users who have signed in.
  static List<User> users(House house, String name, int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> new User(name + i, house.signIn(name + i)))
        .toList();
  }

  /// Users begin to claim, one every so often whatever becomes of the claims before.
  ///
  /// @param most how many claims at the most
  /// @param wanted who claims what, turn by turn
  void gather(Duration every, int most, IntFunction<Wanted> wanted) {
    crowd = Thread.ofVirtual().start(() -> claimOnAndOn(every, most, wanted));
  }

  /// Does something, and notes that it was done for as long as that took.
  void note(String what, Place at, Deed deed) {
    double from = seconds();
    deed.run();
    faults.add(new Damage(what, at, from, seconds()));
  }

  /// The same, and it goes on until somebody was told a new order, if that comes soon: while what
  /// was killed before still starts, nothing comes as far as where this is done.
  void noteUntilMet(String what, Place at, Deed deed, Deed undone) {
    int before = orders.size();
    note(
        what,
        at,
        () -> {
          deed.run();
          double until = seconds() + MET_MAX.toSeconds();
          while (orders.size() == before && seconds() < until) {
            pass(LOOK);
          }
          undone.run();
        });
  }

  /// Seconds since it began.
  double seconds() {
    return (ticker.nanos() - began) / 1e9;
  }

  /// Lets time pass.
  void pass(Duration time) {
    long until = ticker.nanos() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - ticker.nanos()) {
      LockSupport.parkNanos(left);
    }
  }

  /// Ends it once nothing is under way any more; everything is healed by now.
  ///
  /// @return whether it keeps the laws
  Verdict end() {
    double healed = seconds();
    goHome();
    pass(LATEST);
    var stocks = stocks();
    while (held(stocks) > 0 && seconds() < healed + QUIET_MAX.toSeconds()) {
      pass(LOOK);
      stocks = stocks();
    }
    double quiet = held(stocks) == 0 ? seconds() : Double.NaN;
    lookOnceMore();
    var bounds = new Bounds(END_MAX.toSeconds(), plot.deliveredMin());
    var header = new Header(plot.name(), plot.seed(), healed, version(), plot.chosen(), bounds);
    var terms = plot.offers().stream().map(Offer::terms).toList();
    var told = new Told(List.copyOf(claims), List.copyOf(looks));
    var campaigns = plot.offers().stream().map(Offer::campaign).toList();
    var deliveries =
        campaigns.stream().flatMap(one -> house.ledgers().deliveries(one).stream()).toList();
    var dead = campaigns.stream().flatMap(one -> house.ledgers().dead(one).stream()).toList();
    var end = new End(healed, quiet, stocks, deliveries, dead);
    var history = new History(header, terms, told, faults, end);
    keep(history);
    return Checker.check(history);
  }

  private void goHome() {
    over = true;
    try {
      crowd.join();
      room.acquire(WAITING_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void claimOnAndOn(Duration every, int most, IntFunction<Wanted> wanted) {
    for (int turn = 0; !over && turn < most; turn++) {
      int gateway = gateways.get(turn % gateways.size());
      boolean looksAtIt = turn % LOOK_EVERY == 0;
      var next = wanted.apply(turn);
      room.acquireUninterruptibly();
      Thread.ofVirtual().start(() -> claim(next, gateway, looksAtIt));
      pass(every);
    }
  }

  private void claim(Wanted wanted, int gateway, boolean looksAtIt) {
    double from = seconds();
    try {
      var campaign = wanted.campaign();
      var visitor = wanted.user().visitor().at(gateway);
      var answer = visitor.claim(campaign);
      var order = answer.member("order");
      claims.add(
          new Claim(
              wanted.user().name(), campaign.gift(), from, seconds(), answer.status(), order));
      if (!order.isEmpty()) orders.add(order);
      if (looksAtIt && !order.isEmpty()) {
        look(visitor, "/v1/claims/" + order);
      }
    } finally {
      room.release();
    }
  }

  /// At all that there is, and where a gateway is not itself again once more.
  private void lookOnceMore() {
    for (var user : plot.users()) {
      for (var offer : plot.offers()) {
        var path = "/v1/claims?campaign=" + offer.campaign().id();
        for (int i = 0; i < LOOKS_MAX && !look(user.visitor(), path); i++) {
          pass(LOOK);
        }
      }
    }
  }

  private boolean look(Visitor visitor, String path) {
    double from = seconds();
    var answer = visitor.get(path);
    if (answer.status() != 200) return false;
    looks.addAll(Looks.of(answer.body(), from, seconds()));
    return true;
  }

  private List<Stock> stocks() {
    return plot.offers().stream().map(Offer::campaign).map(this::stock).toList();
  }

  private Stock stock(CampaignFile campaign) {
    var stock = house.ledgers().stock(campaign);
    var bucket = stock.buckets().getFirst();
    return new Stock(
        campaign.gift(),
        stock.reservoir(),
        bucket.leased(),
        bucket.free(),
        bucket.held(),
        bucket.confirmed());
  }

  private static long held(List<Stock> stocks) {
    return stocks.stream().mapToLong(Stock::held).sum();
  }

  private static String version() {
    try {
      return Version.of(Path.of(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Whoever looks into a failure judges it again.
  private void keep(History history) {
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(plot.name() + ".jsonl"), history.text());
    } catch (IOException e) {
      throw new UncheckedIOException("no history", e);
    }
  }
}
