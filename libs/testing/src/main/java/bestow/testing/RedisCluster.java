package bestow.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A real Redis Cluster of six processes on loopback: three masters, each with a third of the slots
/// and a replica; gone when this JVM ends at the latest. One test thread drives it.
public final class RedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;

  // Gossip takes seconds on a busy machine.
  private static final Duration SOON = Duration.ofSeconds(60);

  // Short, so that a test of an election does not wait for long; long enough for a busy machine.
  private static final String NODE_TIMEOUT_MILLIS = "2000";

  private final List<RedisProcess> nodes;

  private RedisCluster(List<RedisProcess> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /// Starts one of such processes and returns when all of it serves.
  public static RedisCluster start(RedisOptions options) {
    var nodes = new ArrayList<RedisProcess>();
    var buses = new ArrayList<Integer>();
    for (var i = 0; i < 2 * MASTERS; i++) {
      // Of its own, since the usual one, 10,000 above the port, may be no port at all.
      var bus = FreePort.next();
      buses.add(bus);
      nodes.add(
          RedisProcess.start(
              options
                  .with("cluster-enabled", "yes")
                  .with("cluster-node-timeout", NODE_TIMEOUT_MILLIS)
                  .with("cluster-port", Integer.toString(bus))
                  .with("repl-diskless-sync-delay", "0")));
    }
    var cluster = new RedisCluster(nodes);
    cluster.meet(buses);
    cluster.share();
    return cluster;
  }

  /// Every process, the first three as masters from the start, the next three behind them in order.
  public List<RedisProcess> nodes() {
    return nodes;
  }

  /// The master of a key's slot, as a node that lives and has heard of the last election sees it.
  public RedisProcess master(String key) {
    return Eventually.valueWithin(SOON, () -> found(key), "somebody serves the slot of " + key);
  }

  /// Waits until every slot has a master again, and every living node agrees.
  public void awaitWhole() {
    Eventually.within(
        SOON,
        () -> nodes.stream().filter(RedisCluster::alive).allMatch(RedisCluster::whole),
        "the cluster is whole");
  }

  /// Waits until as many masters live as there were, and every living node agrees.
  public void awaitElection() {
    Eventually.within(SOON, () -> masters() == MASTERS, "there are as many masters as before");
    awaitWhole();
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }

  private void meet(List<Integer> buses) {
    for (var i = 0; i < nodes.size(); i++) {
      var _ = nodes.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
    }
    for (var i = 1; i < nodes.size(); i++) {
      var node = nodes.get(i);
      var bus = Integer.toString(buses.get(i));
      var _ =
          nodes
              .getFirst()
              .command("CLUSTER", "MEET", node.host(), Integer.toString(node.port()), bus);
    }
    Eventually.within(
        SOON, () -> nodes.stream().allMatch(this::knowsAll), "every node knows the others");
  }

  private void share() {
    for (var i = 0; i < MASTERS; i++) {
      var from = Integer.toString(SLOTS * i / MASTERS);
      var to = Integer.toString(SLOTS * (i + 1) / MASTERS - 1);
      var _ = nodes.get(i).command("CLUSTER", "ADDSLOTSRANGE", from, to);
      var id = nodes.get(i).command("CLUSTER", "MYID");
      var replica = nodes.get(i + MASTERS);
      Eventually.within(
          SOON, () -> replica.command("CLUSTER", "REPLICATE", id).equals("OK"), "it is a replica");
    }
    awaitWhole();
    Eventually.within(
        SOON,
        () ->
            nodes.stream()
                .skip(MASTERS)
                .allMatch(
                    node -> node.command("INFO", "replication").contains("master_link_status:up")),
        "every replica follows");
  }

  private long masters() {
    return nodes.stream()
        .filter(RedisCluster::alive)
        .filter(node -> node.command("INFO", "replication").contains("role:master"))
        .count();
  }

  private boolean knowsAll(RedisProcess node) {
    var known = node.command("CLUSTER", "NODES");
    return known.lines().count() == nodes.size() && !known.contains("handshake");
  }

  private Optional<RedisProcess> found(String key) {
    return nodes.stream()
        .filter(RedisCluster::alive)
        .filter(node -> node.command("INFO", "replication").contains("role:master"))
        .filter(node -> !node.command("GET", key).startsWith("-MOVED"))
        .findFirst();
  }

  private static boolean whole(RedisProcess node) {
    return node.command("CLUSTER", "INFO").contains("cluster_state:ok");
  }

  private static boolean alive(RedisProcess node) {
    return ProcessHandle.of(node.pid()).isPresent();
  }
}
