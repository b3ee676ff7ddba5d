package bestow.drills;

import bestow.drills.History.Look;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Users who look at the order that was told last, a few times a second while a drill plays, and at
/// all of theirs in the end.
final class Onlooker implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final int TRIES_MAX = 5;

  private final Scene scene;
  private final List<Wish> wishes;
  private final Map<String, String> tokens = new HashMap<>();
  private final List<Look> looks = new ArrayList<>();
  private final Thread thread;
  private volatile boolean over;

  private Onlooker(Scene scene, List<Wish> wishes) {
    this.scene = scene;
    this.wishes = List.copyOf(wishes);
    scene.users().forEach(user -> tokens.put(user.name(), user.token()));
    this.thread = Thread.ofVirtual().unstarted(this::lookOnAndOn);
  }

  /// Begins to look.
  static Onlooker open(Scene scene, List<Wish> wishes) {
    var onlooker = new Onlooker(scene, wishes);
    onlooker.thread.start();
    return onlooker;
  }

  /// What was seen; nobody looks any more but once at everything.
  List<Look> lookOnceMore() throws InterruptedException {
    close();
    thread.join();
    for (var wish : wishes) {
      for (var user : scene.users()) {
        var path = "/v1/claims?campaign=" + wish.campaign();
        for (int i = 0; i < TRIES_MAX && !look(i, user.token(), path); i++) {
          LockSupport.parkNanos(BETWEEN.toNanos());
        }
      }
    }
    return List.copyOf(looks);
  }

  @Override
  public void close() {
    over = true;
  }

  private void lookOnAndOn() {
    try {
      for (int turn = 0; !over; turn++) {
        LockSupport.parkNanos(BETWEEN.toNanos());
        var newest = scene.answers(wishes.get(turn % wishes.size()).campaign()).newestOrder();
        if (newest.isPresent()) {
          var one = newest.get();
          look(turn, tokens.getOrDefault(one.user(), ""), "/v1/claims/" + one.order());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether there was something to see; a gateway may be away.
  private boolean look(long turn, String token, String path) throws InterruptedException {
    double from = scene.now() / 1e9;
    try {
      var answer = scene.cast().edge().look(turn, token, path);
      if (answer.statusCode() != 200) {
        return false;
      }
      looks.addAll(Looks.of(answer.body(), from, scene.now() / 1e9));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
