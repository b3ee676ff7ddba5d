package bestow.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes the Redis processes of a service one cluster, by `redis-cli`: three masters, each with a
/// third of the slots and a replica. A cluster that was made by an earlier run is found again.
public final class Joining {
  /// Processes of one cluster.
  static final int NODES = 6;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 200;

  private final Home home;
  private final Secrets secrets;
  private final Ticker ticker;

  /// @param secrets what its processes sign in with at one another
  public Joining(Home home, Secrets secrets, Ticker ticker) {
    this.home = home;
    this.secrets = secrets;
    this.ticker = ticker;
  }

  /// The ports of a cluster.
  static List<Integer> ports(int first) {
    return IntStream.range(first, first + NODES).boxed().toList();
  }

  /// Where a service looks for its cluster.
  static String seeds(int first) {
    return ports(first).stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /// Returns once the cluster serves every slot.
  ///
  /// @param first the first of its ports
  void join(String owner, int first) throws LaunchException, IOException, InterruptedException {
    if (!Home.exists(home.tool("redis-cli"))) {
      throw new LaunchException(
          "STORES=cluster needs redis-cli beside redis-server: put it on the PATH and run `make tools`.");
    }
    if (!info(owner, first).contains("cluster_known_nodes:" + NODES)) {
      create(owner, first);
    }
    long begin = ticker.nanos();
    for (int port : ports(first)) {
      while (!info(owner, port).contains("cluster_state:ok")) {
        if (ticker.nanos() - begin > LIMIT.toNanos()) {
          throw new LaunchException(
              "The cluster of %s does not serve after %d s; %s."
                  .formatted(owner, LIMIT.toSeconds(), anew(owner)));
        }
        var _ = new CountDownLatch(1).await(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void create(String owner, int first)
      throws LaunchException, IOException, InterruptedException {
    var words = new ArrayList<>(List.of("--cluster", "create"));
    words.addAll(List.of(seeds(first).split(",", -1)));
    words.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
    var said = cli(owner, words);
    if (!said.contains("All 16384 slots covered")) {
      throw new LaunchException(
          "The cluster of %s was not made; %s. redis-cli said:\n%s"
              .formatted(owner, anew(owner), said));
    }
  }

  /// What helps where a run was ended while it made the cluster.
  private String anew(String owner) {
    return "without the folders %s* it begins anew"
        .formatted(home.shown(home.data("redis-" + owner + "-cluster")));
  }

  private String info(String owner, int port)
      throws LaunchException, IOException, InterruptedException {
    return say(owner, port, "cluster", "info");
  }

  /// Says a command to one process of a cluster.
  ///
  /// @return what it said
  public String say(String owner, int port, String... words)
      throws LaunchException, IOException, InterruptedException {
    var command = new ArrayList<>(List.of("-p", Integer.toString(port)));
    command.addAll(List.of(words));
    return cli(owner, command);
  }

  private String cli(String owner, List<String> words)
      throws LaunchException, IOException, InterruptedException {
    var command = new ArrayList<>(List.of(home.tool("redis-cli").toString()));
    command.addAll(List.of("--user", Stores.REPLICATOR, "--no-auth-warning"));
    command.addAll(words);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Not on the command line, which anybody may read.
    builder.environment().put("REDISCLI_AUTH", secrets.secret(Stores.replicatorSecret(owner)));
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new LaunchException("redis-cli hangs: " + String.join(" ", words));
    }
    return said;
  }
}
