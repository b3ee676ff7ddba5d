package bestow.drills;

import bestow.local.LaunchException;
import bestow.local.Part;
import bestow.local.Room;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The masters of a Redis Cluster, each with its part of the slots and no replica.
///
/// @param scene whose callers they have
/// @param script quota's own
record Masters(Scene scene, String script) {
  private static final Path REDIS = Path.of(".local/tools/bin/redis-server");
  private static final List<Integer> PORTS = List.of(7121, 7122, 7123);
  private static final int SLOTS = 16_384;
  private static final long POLL_MILLIS = 100;
  private static final int POLLS_MAX = 300;

  /// What they run as.
  static List<String> names() {
    return PORTS.stream().map(port -> part(port).id()).toList();
  }

  /// Starts them, and returns when all of the cluster serves.
  void start() throws LaunchException, IOException, InterruptedException {
    scene.cast().start(PORTS.stream().map(Masters::part).toList());
    for (int i = 0; i < PORTS.size(); i++) {
      var from = Integer.toString(SLOTS * i / PORTS.size());
      var to = Integer.toString(SLOTS * (i + 1) / PORTS.size() - 1);
      var _ = say(PORTS.get(i), "CLUSTER", "ADDSLOTSRANGE", from, to);
      var port = Integer.toString(PORTS.get(i));
      var _ = say(PORTS.getFirst(), "CLUSTER", "MEET", "127.0.0.1", port);
    }
    for (int port : PORTS) {
      for (int polls = 0; !say(port, "CLUSTER", "INFO").contains("cluster_state:ok"); polls++) {
        if (polls == POLLS_MAX) {
          throw new IOException("the masters do not become a cluster");
        }
        var _ = new CountDownLatch(1).await(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /// Ends them.
  void kill() throws IOException, InterruptedException {
    for (int port : PORTS) {
      scene.cast().kill(part(port).id());
    }
  }

  /// Holds a second by the bare script, of a gift in these buckets.
  ///
  /// @param tags of the buckets' keys
  /// @param together how many each caller sends at once
  double perSecond(Callers callers, List<String> tags, int round, int together, Duration time)
      throws IOException, InterruptedException {
    var lines = new ArrayList<Callers.Line>();
    for (var tag : tags) {
      lines.add(new Callers.Line(port(tag), Hold.bare(script, tag, round, together)));
    }
    return callers.perSecond(time, lines);
  }

  /// Over how many masters these buckets lie.
  static int spread(List<String> tags) throws IOException {
    var where = new ArrayList<Integer>();
    for (var tag : tags) {
      where.add(port(tag));
    }
    return (int) where.stream().distinct().count();
  }

  private static int port(String tag) throws IOException {
    int slot = Integer.parseInt(say(PORTS.getFirst(), "CLUSTER", "KEYSLOT", tag));
    for (int i = 0; ; i++) {
      if (slot < SLOTS * (i + 1) / PORTS.size()) {
        return PORTS.get(i);
      }
    }
  }

  private static Part part(int port) {
    return new Part(
            Room.STORE,
            "redis-master",
            1 + PORTS.indexOf(port),
            List.of(
                REDIS.toAbsolutePath().toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--cluster-enabled",
                "yes"),
            Map.of(),
            List.of(port, port + 10_000),
            URI.create("redis://127.0.0.1:" + port))
        .argued(Site.STEADILY);
  }

  private static String say(int port, String... words) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return RedisTalk.say(socket.getInputStream(), socket.getOutputStream(), words);
    }
  }
}
