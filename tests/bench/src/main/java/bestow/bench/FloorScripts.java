package bestow.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;

/// The cheapest way to a Redis that is known: one connection, whose writer sends what has gathered
/// as one pipeline. No limit, no timeout, no second try. For any number of threads.
final class FloorScripts implements AutoCloseable {
  private static final int BATCH_MAX = 512;

  private record Waiting(List<byte[]> arguments, CompletableFuture<Object> reply) {}

  private final Jedis redis;
  private final byte[] script;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread writer;

  /// @param lua one script with one key and one argument
  FloorScripts(int port, String user, String password, String lua) {
    var config = DefaultJedisClientConfig.builder().user(user).password(password).build();
    this.redis = new Jedis(new HostAndPort("127.0.0.1", port), config);
    this.script = redis.scriptLoad(lua).getBytes(StandardCharsets.US_ASCII);
    this.writer = Thread.ofVirtual().name("floor-writer").start(this::write);
  }

  /// Runs the script and waits for its reply.
  void run(byte[] key, byte[] argument) {
    begin(key, argument).join();
  }

  /// Has the script run.
  CompletableFuture<Object> begin(byte[] key, byte[] argument) {
    var waiting = new Waiting(List.of(key, argument), new CompletableFuture<>());
    queue.add(waiting);
    return waiting.reply();
  }

  @Override
  public void close() {
    writer.interrupt();
  }

  private void write() {
    var batch = new ArrayList<Waiting>(BATCH_MAX);
    var replies = new ArrayList<Response<Object>>(BATCH_MAX);
    try {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH_MAX - 1);
        var pipeline = redis.pipelined();
        for (var each : batch) {
          replies.add(pipeline.evalsha(script, 1, each.arguments().toArray(byte[][]::new)));
        }
        pipeline.sync();
        for (int i = 0; i < batch.size(); i++) {
          var _ = batch.get(i).reply().complete(replies.get(i).get());
        }
        batch.clear();
        replies.clear();
      }
    } catch (InterruptedException _) {
      redis.close();
    }
  }
}
