package bestow.mesh;

import bestow.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Says these things one after the other, then nothing more.
final class SaidRegistry implements Registry {

  /// What a registry says at its turn.
  @FunctionalInterface
  interface Answering {
    Registry.Reply say();
  }

  private final List<Answering> replies;
  private final List<Long> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  SaidRegistry(Answering... replies) {
    this.replies = List.of(replies);
  }

  @Override
  public Reply list(String service, long index) {
    asked.add(index);
    if (asked.size() <= replies.size()) {
      return replies.get(asked.size() - 1).say();
    }
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Reply.Silent("closed");
  }

  @Override
  public void close() {
    closed.countDown();
  }

  void awaitAll() {
    Eventually.within(
        Duration.ofSeconds(20), () -> asked.size() > replies.size(), "all was said and heard");
  }

  List<Long> asked() {
    return List.copyOf(asked);
  }
}
