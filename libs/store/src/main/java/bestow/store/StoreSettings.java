package bestow.store;

import java.time.Duration;
import java.util.List;

/// Where a service's own Redis is and how much of it the service may use at once.
///
/// @param host the name or address that Redis listens at
/// @param port the port that Redis listens at, 1 to 65535
/// @param user the ACL user to log in as, empty for the default user
/// @param password the user's password, empty to log in without; never shown
/// @param owner whom this Redis belongs to: written to it on the first connection, and a Redis that
///     belongs to somebody else is refused
/// @param connections how many connections to hold, 1 to 64
/// @param queueMax how many calls may wait to be sent, 1 to 1,000,000; further ones are turned away
/// @param batchMax how many calls go out as one batch, 1 to 10,000
/// @param timeout how long a call may take in all, and how long Redis may leave a batch unanswered
///     before its connection is given up, 1 ms to 1 min
/// @param connectTimeout how long each step of connecting may take, 1 ms to 1 min
/// @param cluster some nodes of a Redis Cluster, by which the others are found; empty for a single
///     Redis. Of a cluster every limit above holds for each master
/// @param replicas how many replicas must have what was written before it counts as done
public record StoreSettings(
    String host,
    int port,
    String user,
    String password,
    String owner,
    int connections,
    int queueMax,
    int batchMax,
    Duration timeout,
    Duration connectTimeout,
    List<Address> cluster,
    Replicas replicas) {

  /// While one batch runs, some wait before it in Redis and the next gathers; at few callers all
  /// but one stay idle.
  public static final int CONNECTIONS = 4;

  /// 32 full batches: at 20,000 calls a second a fifth of a second's worth.
  public static final int QUEUE_MAX = 4096;

  /// What 128 callers can have waiting; larger batches gained nothing and delay the first reply.
  public static final int BATCH_MAX = 128;

  /// Far above an fsync on a slow disk, far below what a user waits for.
  public static final Duration TIMEOUT = Duration.ofMillis(500);

  /// What reliability tests found enough between zones, with some room.
  public static final Duration CONNECT_TIMEOUT = Duration.ofMillis(200);

  /// How many replicas must have what was written.
  ///
  /// @param count 0 to 5; 0 asks none
  /// @param timeout how long they may take, 1 ms to 1 min, well below the store's own; a write that
  ///     fewer have by then is in doubt
  public record Replicas(int count, Duration timeout) {
    /// What two zones take, with room for an fsync.
    public static final Duration TIMEOUT = Duration.ofMillis(50);

    /// Asks none.
    public static final Replicas NONE = new Replicas(0, TIMEOUT);

    private static final int COUNT_MAX = 5;

    public Replicas {
      if (count < 0 || count > COUNT_MAX) {
        throw new IllegalArgumentException("The store's replicas are from 0 to 5, was " + count);
      }
      between("replica-timeout", timeout);
    }

    /// Whether they are asked about this batch.
    boolean ask(Batch batch) {
      return count > 0 && batch.writes();
    }
  }

  private static final int PORT_MAX = 65535;
  private static final int CONNECTIONS_MAX = 64;
  private static final int QUEUE_LIMIT = 1_000_000;
  private static final int BATCH_LIMIT = 10_000;
  private static final Duration TIME_LIMIT = Duration.ofMinutes(1);

  public StoreSettings {
    present("host", host);
    present("owner", owner);
    between("port", port, PORT_MAX);
    between("connections", connections, CONNECTIONS_MAX);
    between("queue-max", queueMax, QUEUE_LIMIT);
    between("batch-max", batchMax, BATCH_LIMIT);
    between("timeout", timeout);
    between("connect-timeout", connectTimeout);
    cluster = List.copyOf(cluster);
    if (replicas.count() > 0 && replicas.timeout().compareTo(timeout) >= 0) {
      throw new IllegalArgumentException(
          "The store's replica-timeout is below its timeout, was %s of %s"
              .formatted(replicas.timeout(), timeout));
    }
  }

  /// Settings with every limit at its default.
  public static StoreSettings of(
      String host, int port, String user, String password, String owner) {
    return new StoreSettings(
        host,
        port,
        user,
        password,
        owner,
        CONNECTIONS,
        QUEUE_MAX,
        BATCH_MAX,
        TIMEOUT,
        CONNECT_TIMEOUT,
        List.of(),
        Replicas.NONE);
  }

  /// The same settings with other times.
  public StoreSettings timed(Duration call, Duration connect) {
    return new StoreSettings(
        host,
        port,
        user,
        password,
        owner,
        connections,
        queueMax,
        batchMax,
        call,
        connect,
        cluster,
        replicas);
  }

  /// The same settings with other limits.
  public StoreSettings limited(int connections, int queueMax, int batchMax) {
    return new StoreSettings(
        host,
        port,
        user,
        password,
        owner,
        connections,
        queueMax,
        batchMax,
        timeout,
        connectTimeout,
        cluster,
        replicas);
  }

  /// The same settings for a cluster, found by some of its nodes, at least one.
  public StoreSettings clustered(List<Address> seeds) {
    return with(seeds.getFirst(), seeds, replicas);
  }

  /// The same settings with that many replicas that must have what was written.
  public StoreSettings replicated(Replicas wanted) {
    return with(new Address(host, port), cluster, wanted);
  }

  /// The same settings for one node of the cluster.
  StoreSettings at(Address node) {
    return with(node, cluster, replicas);
  }

  /// Whether it is a cluster.
  boolean clustered() {
    return !cluster.isEmpty();
  }

  private StoreSettings with(Address node, List<Address> seeds, Replicas wanted) {
    return new StoreSettings(
        node.host(),
        node.port(),
        user,
        password,
        owner,
        connections,
        queueMax,
        batchMax,
        timeout,
        connectTimeout,
        seeds,
        wanted);
  }

  /// How errors, logs and spans name this Redis.
  String address() {
    return "Redis " + host + ":" + port;
  }

  /// Everything but the password.
  @Override
  public String toString() {
    return ("StoreSettings[%s, user=%s, owner=%s, connections=%d, queueMax=%d,"
            + " batchMax=%d, timeout=%s, connectTimeout=%s, cluster=%s, replicas=%s]")
        .formatted(
            address(),
            user,
            owner,
            connections,
            queueMax,
            batchMax,
            timeout,
            connectTimeout,
            cluster,
            replicas);
  }

  private static void present(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("The store's " + key + " is not empty");
    }
  }

  private static void between(String key, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "The store's %s is from 1 to %d, was %d".formatted(key, max, value));
    }
  }

  private static void between(String key, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(TIME_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "The store's %s is from 1 ms to 1 min, was %s".formatted(key, value));
    }
  }
}
