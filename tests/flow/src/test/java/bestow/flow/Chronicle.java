package bestow.flow;

import bestow.drills.Checker;
import bestow.drills.Checker.Verdict;
import bestow.drills.History;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.End;
import bestow.mesh.Ticker;
import bestow.wire.quota.StockReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// A history of one campaign while it is written: what its users are answered, what is done to the
/// house meanwhile, and what the ledgers say in the end.
final class Chronicle {
  private static final Duration QUIET_MAX = Duration.ofSeconds(90);
  // The provider's latest late success comes by then.
  private static final Duration LATEST = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int WAITING_MAX = 512;
  private static final Path FOLDER = Path.of("target", "histories");

  private final House house;
  private final CampaignFile campaign;
  private final List<Integer> gateways;
  private final Ticker ticker = Ticker.system();
  private final long began = ticker.nanos();
  private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
  private final List<Damage> faults = new ArrayList<>();
  private final Semaphore room = new Semaphore(WAITING_MAX);
  private Thread crowd = Thread.ofVirtual().unstarted(() -> {});
  private volatile boolean over;

  /// Somebody who has signed in.
  record User(String name, Visitor visitor) {}

  /// What is done to the house, and for how long.
  interface Deed {
    void run();
  }

  /// @param gateways where users claim, in turn
  Chronicle(House house, CampaignFile campaign, List<Integer> gateways) {
    this.house = house;
    this.campaign = campaign;
    this.gateways = List.copyOf(gateways);
  }

  /// So many users who have signed in.
  static List<User> users(House house, String name, int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> new User(name + i, house.signIn(name + i)))
        .toList();
  }

  /// Users begin to claim, one every so often whatever becomes of the claims before, each so many
  /// times in turn.
  void gather(List<User> users, Duration every, int times) {
    crowd = Thread.ofVirtual().start(() -> claimOnAndOn(users, every, times));
  }

  /// Does something, and notes that it was done for as long as that took.
  void note(String what, Deed deed) {
    double from = seconds();
    deed.run();
    faults.add(new Damage(what, from, seconds()));
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
    var stock = house.ledgers().stock(campaign);
    while (held(stock) > 0 && seconds() < healed + QUIET_MAX.toSeconds()) {
      pass(LOOK);
      stock = house.ledgers().stock(campaign);
    }
    var bucket = stock.buckets().getFirst();
    var end =
        new End(
            healed,
            held(stock) == 0 ? seconds() : Double.NaN,
            stock.reservoir(),
            bucket.leased(),
            bucket.free(),
            bucket.held(),
            bucket.confirmed());
    var terms = new History.Terms(campaign.stock(), campaign.perUser());
    var history =
        new History(terms, List.copyOf(claims), faults, house.ledgers().deliveries(campaign), end);
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

  private void claimOnAndOn(List<User> users, Duration every, int times) {
    for (int turn = 0; !over && turn < users.size() * times; turn++) {
      var user = users.get(turn % users.size());
      int gateway = gateways.get(turn % gateways.size());
      room.acquireUninterruptibly();
      Thread.ofVirtual().start(() -> claim(user, gateway));
      pass(every);
    }
  }

  private void claim(User user, int gateway) {
    double from = seconds();
    try {
      var answer = user.visitor().at(gateway).claim(campaign);
      claims.add(new Claim(user.name(), from, seconds(), answer.status(), answer.member("order")));
    } finally {
      room.release();
    }
  }

  private static long held(StockReply stock) {
    return stock.buckets().getFirst().held();
  }

  /// Whoever looks into a failure judges it again.
  private void keep(History history) {
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(campaign.id() + ".jsonl"), history.text());
    } catch (IOException e) {
      throw new UncheckedIOException("no history", e);
    }
  }
}
