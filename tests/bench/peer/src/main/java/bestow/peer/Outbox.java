package bestow.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bounded buffer that is sent on in batches; a batch that could not be sent is kept. */
final class Outbox<T> {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final BlockingQueue<T> queue;
  private final int items;
  private final Consumer<List<T>> send;

  Outbox(PeerProperties.Batch batch, Consumer<List<T>> send) {
    this.queue = new LinkedBlockingQueue<>(batch.capacity());
    this.items = batch.items();
    this.send = send;
  }

  void add(T item) {
    if (!queue.offer(item)) {
      log.warn("The buffer is full, dropped: {}", item);
    }
  }

  void flush() {
    var batch = new ArrayList<T>(items);
    while (queue.drainTo(batch, items) > 0) {
      try {
        send.accept(List.copyOf(batch));
      } catch (RuntimeException e) {
        log.warn("Could not send {} items, will try again", batch.size(), e);
        batch.forEach(this::add);
        return;
      }
      batch.clear();
    }
  }
}
