package bestow.drills;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Users who claim through the edge, at a steady rate and whatever becomes of the claims before.
final class Crowd {
  private static final Pattern ORDER = Pattern.compile("\"order\":\"([^\"]+)\"");
  // So many wait at once at the most; what is due beyond is counted as unanswered.
  private static final int WAITING_MAX = 4_096;

  private final Edge edge;
  private final Ticker ticker;
  private final long began;
  private final Answers answers = new Answers();
  private final Semaphore room = new Semaphore(WAITING_MAX);
  private final Thread clock;
  private volatile boolean over;

  private Crowd(Wish wish, Edge edge, List<User> users, Ticker ticker, long began) {
    this.edge = edge;
    this.ticker = ticker;
    this.began = began;
    this.clock = Thread.ofPlatform().daemon().unstarted(() -> claimOnAndOn(wish, users));
  }

  /// Somebody who has signed in.
  record User(String name, String token) {}

  /// Begins to claim.
  ///
  /// @param users who take turns
  /// @param began when the drill did, by the ticker
  static Crowd gather(Wish wish, Edge edge, List<User> users, Ticker ticker, long began) {
    var crowd = new Crowd(wish, edge, users, ticker, began);
    crowd.clock.start();
    return crowd;
  }

  Answers answers() {
    return answers;
  }

  /// No further claim; returns when all are answered.
  void goHome() throws InterruptedException {
    over = true;
    clock.join();
    room.acquire(WAITING_MAX);
    room.release(WAITING_MAX);
  }

  private void claimOnAndOn(Wish wish, List<User> users) {
    var claim = wish.claim();
    long start = ticker.nanos();
    for (long turn = 0; !over; turn++) {
      long due = start + turn * 1_000_000_000L / wish.perSecond();
      for (long left = due - ticker.nanos(); left > 0; left = due - ticker.nanos()) {
        LockSupport.parkNanos(left);
      }
      long mine = turn;
      var user = users.get(wish.crowd().at(turn, users.size()));
      if (!room.tryAcquire()) {
        answers.add(new Answers.One(user.name(), due - began, 0, 0, ""));
        continue;
      }
      Thread.ofVirtual().start(() -> claim(mine, user, claim, due));
    }
  }

  private void claim(long turn, User user, String claim, long due) {
    try {
      int status = 0;
      var order = "";
      try {
        var answer = edge.claim(turn, user.token(), claim);
        // Of a bundle that of its last gift, which a provider knows; it does not know the bundle.
        order =
            ORDER
                .matcher(answer.body())
                .results()
                .map(match -> match.group(1))
                .reduce("", (_, last) -> last);
        status = answer.statusCode();
      } catch (IOException _) {
        // Broken before an answer: status 0 says so.
        order = "";
      }
      answers.add(new Answers.One(user.name(), due - began, ticker.nanos() - due, status, order));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }
}
