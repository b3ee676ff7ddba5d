package bestow.flow;

import bestow.flow.Visitor.Answer;
import bestow.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Users who claim one gift after another for as long as a fault lasts. Bounded: so many users,
/// each waiting for an answer and a moment before the next claim, and at most so many claims.
final class Traffic implements AutoCloseable {
  private static final int CLAIMS_MAX = 100_000;
  // A user may have 1,000 of a gift at most.
  private static final int USERS_EACH = 20;
  // Some hundred claims a second meet any fault, and leave the cores to those who have to start.
  private static final Duration BREATH = Duration.ofMillis(20);
  private static final Duration PROGRESS = Duration.ofSeconds(60);

  private final CampaignFile campaign;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong claims = new AtomicLong();
  private final List<Thread> users = new ArrayList<>();

  /// Begins at once.
  Traffic(House house, CampaignFile campaign, int atOnce, List<Integer> gatewayPorts) {
    this.campaign = campaign;
    for (int i = 0; i < atOnce; i++) {
      int port = gatewayPorts.get(i % gatewayPorts.size());
      var name = campaign.id() + "-user-" + i + "-";
      var visitors =
          IntStream.range(0, USERS_EACH).mapToObj(n -> house.signIn(name + n).at(port)).toList();
      users.add(Thread.ofVirtual().start(() -> run(visitors)));
    }
  }

  /// Every answer so far.
  List<Answer> answers() {
    return List.copyOf(answers);
  }

  /// Returns when so many more claims have been answered.
  void go(int more) {
    int enough = answers.size() + more;
    Eventually.within(PROGRESS, () -> answers.size() >= enough, more + " more claims are answered");
  }

  @Override
  public void close() {
    end();
  }

  /// Lets every user get their last answer, and nobody claim any more.
  void end() {
    over.set(true);
    for (Thread user : users) {
      try {
        user.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private void run(List<Visitor> visitors) {
    long claim = claims.incrementAndGet();
    while (!over.get() && claim <= CLAIMS_MAX) {
      answers.add(visitors.get((int) (claim % visitors.size())).claim(campaign));
      LockSupport.parkNanos(BREATH.toNanos());
      claim = claims.incrementAndGet();
    }
  }
}
