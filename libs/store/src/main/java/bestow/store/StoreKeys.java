package bestow.store;

import bestow.server.Platform;
import bestow.server.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// The keys of a service that has a Redis of its own, the same in every service.
public final class StoreKeys {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private StoreKeys() {}

  /// Reads `redis.host`, `redis.port`, `redis.user`, `redis.password`, `redis.connections`,
  /// `redis.queue-max`, `redis.batch-max`, `redis.timeout` and `redis.connect-timeout`.
  ///
  /// @param owner the service whose Redis it is; also the user's name unless a setting says
  ///     otherwise
  /// @param port the port unless a setting says otherwise
  public static StoreSettings read(String owner, int port, Settings settings) {
    return new StoreSettings(
        settings.text("redis.host", "127.0.0.1"),
        settings.integer("redis.port", port, 1, 65_535),
        settings.text("redis.user", owner),
        settings.secretIfAny("redis.password").reveal(),
        owner,
        settings.integer("redis.connections", StoreSettings.CONNECTIONS, 1, 64),
        settings.integer("redis.queue-max", StoreSettings.QUEUE_MAX, 1, 1_000_000),
        settings.integer("redis.batch-max", StoreSettings.BATCH_MAX, 1, 10_000),
        settings.duration("redis.timeout", StoreSettings.TIMEOUT, SHORTEST, LONGEST),
        settings.duration(
            "redis.connect-timeout", StoreSettings.CONNECT_TIMEOUT, SHORTEST, LONGEST),
        List.of(),
        StoreSettings.Replicas.NONE);
  }

  /// Reads `redis.cluster`, `redis.replicas` and `redis.replica-timeout` beside those, for a
  /// service each of whose scripts keeps to one hash slot. Of a cluster one replica has to have
  /// what was written, unless it is said otherwise: an election would lose it.
  ///
  /// @param owner the service whose Redis it is
  /// @param port the port unless a setting says otherwise
  public static StoreSettings readClustered(String owner, int port, Settings settings) {
    var one = read(owner, port, settings);
    var seeds = seeds(settings.text("redis.cluster", ""));
    return (seeds.isEmpty() ? one : one.clustered(seeds))
        .replicated(
            new StoreSettings.Replicas(
                settings.integer("redis.replicas", seeds.isEmpty() ? 0 : 1, 0, 5),
                settings.duration(
                    "redis.replica-timeout", StoreSettings.Replicas.TIMEOUT, SHORTEST, LONGEST)));
  }

  private static List<Address> seeds(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(Address::of)
        .toList();
  }

  /// Opens a service's store as one of its parts: the service is ready only while it is reached,
  /// and closes it in the end.
  public static Store open(StoreSettings settings, Platform platform, List<Script> scripts) {
    var store = Store.open(settings, platform.ticker(), platform.telemetry().api(), scripts);
    platform.readyWhen("redis", store::reachable);
    return platform.closing("store", store);
  }
}
