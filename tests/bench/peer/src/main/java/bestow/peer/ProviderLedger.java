package bestow.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Orders in memory and in a file: one writer makes all that has gathered durable by one fsync. */
@Component
@Profile("provider")
class ProviderLedger implements DisposableBean {
  private record Entry(Wire.GiftOrder order, String receipt, CompletableFuture<Void> durable) {}

  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>(65_536);
  private final LongAdder repeated = new LongAdder();
  private final JsonMapper json;
  private final FileChannel file;
  private final Thread writer;

  ProviderLedger(PeerProperties properties, JsonMapper json) throws IOException {
    this.json = json;
    var path = properties.provider().ledger().toAbsolutePath();
    Files.createDirectories(path.getParent());
    this.file = open(path);
    this.writer = Thread.ofVirtual().name("ledger").start(this::write);
  }

  /** Answers once the order is on disk; an order seen before keeps its receipt. */
  String record(Wire.GiftOrder order) {
    var mine = new Entry(order, "r-" + order.order(), new CompletableFuture<>());
    var first = entries.putIfAbsent(order.order(), mine);
    if (first == null) {
      queue.add(mine);
    } else {
      repeated.increment();
    }
    var entry = first == null ? mine : first;
    entry.durable().join();
    return entry.receipt();
  }

  Optional<String> receipt(String order) {
    return Optional.ofNullable(entries.get(order)).map(Entry::receipt);
  }

  long size() {
    return entries.size();
  }

  long repeated() {
    return repeated.sum();
  }

  @Override
  public void destroy() throws IOException {
    writer.interrupt();
    file.close();
  }

  private void write() {
    var batch = new ArrayList<Entry>();
    try {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch);
        append(batch);
        batch.forEach(entry -> entry.durable().complete(null));
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      batch.forEach(entry -> entry.durable().completeExceptionally(e));
      throw new UncheckedIOException(e);
    }
  }

  private void append(List<Entry> batch) throws IOException {
    var lines = new StringBuilder();
    for (var entry : batch) {
      lines.append(json.writeValueAsString(entry.order())).append('\n');
    }
    var bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
