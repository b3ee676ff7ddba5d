package bestow.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes the registry and the stores: each Redis with its own port, folder, password and ACL user,
/// and Consul with nothing to remember from the last run.
public final class Stores {
  /// When a write is on the disk; the words of Redis' `appendfsync`.
  public enum Fsync {
    /// Before the answer.
    ALWAYS,
    /// Once a second.
    EVERYSEC
  }

  /// As whom a replica follows its master, and a cluster is made.
  static final String REPLICATOR = "replicator";

  /// How far above its port a process of a cluster listens for the others of it.
  static final int BUS_DISTANCE = 10_000;

  private final Home home;
  private final Secrets secrets;

  /// @param secrets where the passwords come from
  public Stores(Home home, Secrets secrets) {
    this.home = home;
    this.secrets = secrets;
  }

  /// The Redis of one service.
  public Part redis(String owner, int port, Fsync fsync) throws IOException {
    var name = "redis-" + owner;
    var folder = home.data(name + "-1");
    var file = folder.resolve("redis.conf");
    Home.write(file, configuration(owner, port, folder, fsync));
    return new Part(
        Room.STORE,
        name,
        1,
        List.of(home.tool("redis-server").toString(), file.toString()),
        Map.of(),
        List.of(port),
        URI.create("redis://127.0.0.1:" + port));
  }

  /// The Redis Cluster of one service, before its processes have joined.
  ///
  /// @param first the first of its ports, which follow one another
  List<Part> cluster(String owner, int first) throws IOException {
    var parts = new ArrayList<Part>();
    for (int port : Joining.ports(first)) {
      var name = "redis-" + owner + "-cluster";
      int number = port - first + 1;
      var folder = home.data(name + "-" + number);
      var file = folder.resolve("redis.conf");
      Home.write(file, configuration(owner, port, folder, Fsync.ALWAYS) + clustered(owner));
      parts.add(
          new Part(
              Room.STORE,
              name,
              number,
              List.of(home.tool("redis-server").toString(), file.toString()),
              Map.of(),
              List.of(port, port + BUS_DISTANCE),
              URI.create("redis://127.0.0.1:" + port)));
    }
    return parts;
  }

  /// The name of the secret that a cluster's processes sign in with at one another.
  static String replicatorSecret(String owner) {
    return "redis." + owner + "." + REPLICATOR;
  }

  private String clustered(String owner) throws IOException {
    var secret = secrets.secret(replicatorSecret(owner));
    return """
        cluster-enabled yes
        cluster-node-timeout 2000
        repl-diskless-sync-delay 0
        user %s on ">%s" ~* &* +@all
        masteruser %s
        masterauth "%s"
        """
        .formatted(REPLICATOR, secret, REPLICATOR, secret);
  }

  /// The password that the owner signs in with, under its own name.
  public String password(String owner) throws IOException {
    return secrets.secret("redis." + owner);
  }

  /// A Consul agent: its ports are the given one and the two after it.
  Part consul(int port) throws IOException {
    var file = home.data("consul-1").resolve("agent.json");
    Home.write(
        file,
        """
        {
          "node_name": "local",
          "bind_addr": "127.0.0.1",
          "client_addr": "127.0.0.1",
          "ports": {"http": %d, "server": %d, "serf_lan": %d, "serf_wan": -1, "dns": -1, "grpc": -1},
          "disable_update_check": true,
          "log_level": "WARN"
        }
        """
            .formatted(port, port + 1, port + 2));
    return new Part(
        Room.REGISTRY,
        "consul",
        1,
        List.of(home.tool("consul").toString(), "agent", "-dev", "-ui", "-config-file=" + file),
        Map.of(),
        List.of(port, port + 1, port + 2),
        URI.create("http://127.0.0.1:" + port + "/v1/health/service/consul?passing"));
  }

  // Redis loads its append-only file as the default user: off, nobody can sign in as it, yet
  // without its rights every write that a script made would be refused at the next start.
  private String configuration(String owner, int port, Path folder, Fsync fsync)
      throws IOException {
    return """
        bind 127.0.0.1
        port %d
        dir %s
        daemonize no
        save ""
        appendonly yes
        appendfsync %s
        maxmemory-policy noeviction
        user default off ~* &* +@all
        user %s on ">%s" ~* &* +@all -@admin -@dangerous +info
        """
        .formatted(
            port, folder, fsync == Fsync.ALWAYS ? "always" : "everysec", owner, password(owner));
  }
}
