package bestow.server;

import bestow.mesh.CalleeSettings;
import bestow.mesh.DiscoverySettings;
import bestow.mesh.MeshSettings;
import bestow.mesh.TimeoutSettings;
import java.nio.file.Path;
import java.time.Duration;

/// The keys of a service that calls others: how it finds them, and how it calls each.
public final class MeshKeys {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private MeshKeys() {}

  /// Reads how the service `caller` finds its callees: `place.zone`, `place.cluster`,
  /// `consul.host`, `consul.port`, `consul.token`, `discovery.*` and `timeouts.*`.
  public static MeshSettings mesh(String caller, Settings settings) {
    var place = ServerSettings.place(settings);
    var consul = ServerSettings.consul(settings);
    var discovery =
        new DiscoverySettings(
            consul.host(),
            consul.port(),
            consul.token().reveal(),
            settings.path("discovery.snapshots", Path.of("data", caller, "discovery")),
            settings.duration(
                "discovery.first-answer",
                Duration.ofSeconds(1),
                Duration.ofMillis(10),
                Duration.ofSeconds(30)),
            settings.duration(
                "discovery.loss-hold", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)));
    var timeouts =
        new TimeoutSettings(
            caller,
            settings.number("timeouts.near", 0.8, 0.1, 1),
            settings.duration(
                "timeouts.window",
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofHours(1)),
            settings.integer("timeouts.calls-min", 1_000, 1, 1_000_000));
    return new MeshSettings(place.zone(), place.cluster(), discovery, timeouts);
  }

  /// Reads how to call one callee, given under the short name that its keys bear, as in
  /// `callee.quota.read`; a key that is left out keeps what `otherwise` says.
  public static CalleeSettings callee(String key, CalleeSettings otherwise, Settings settings) {
    var prefix = "callee." + key + ".";
    var read = time(settings, prefix + "read", otherwise.read());
    var heal = HealKeys.heal(prefix, otherwise.heal(), settings);
    shorter(prefix + "slow", heal.eject().slow(), prefix + "read", read);
    shorter(prefix + "hedge", heal.retry().hedge(), prefix + "read", read);
    var connect = time(settings, prefix + "connect", otherwise.connect());
    var write = time(settings, prefix + "write", otherwise.write());
    var total = time(settings, prefix + "total", otherwise.total());
    within(total, prefix, "connect", connect);
    within(total, prefix, "write", write);
    within(total, prefix, "read", read);
    return otherwise
        .connect(connect)
        .write(write)
        .read(read)
        .total(total)
        .bounds(
            settings.integer(prefix + "connections-max", otherwise.connectionsMax(), 1, 10_000),
            settings.integer(prefix + "waiters-max", otherwise.waitersMax(), 0, 100_000))
        .bodyBytesMax(settings.bytes(prefix + "body-max", otherwise.bodyBytesMax(), 0, 64 << 20))
        .heal(heal);
  }

  /// What comes after the time that an answer may take never comes.
  private static void shorter(String key, Duration time, String than, Duration read) {
    if (time.compareTo(read) >= 0) {
      throw new IllegalArgumentException(key + " < " + than + ", was " + time + " and " + read);
    }
  }

  /// A step that may take longer than all of it is a slip.
  private static void within(Duration total, String prefix, String step, Duration time) {
    if (time.compareTo(total) > 0) {
      throw new IllegalArgumentException(
          "%s%s is not above %stotal, was %s and %s"
              .formatted(prefix, step, prefix, Quantity.text(time), Quantity.text(total)));
    }
  }

  private static Duration time(Settings settings, String key, Duration otherwise) {
    return settings.duration(key, otherwise, SHORTEST, LONGEST);
  }
}
