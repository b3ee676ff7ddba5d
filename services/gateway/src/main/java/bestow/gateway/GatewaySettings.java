package bestow.gateway;

import bestow.mesh.CalleeSettings;
import bestow.mesh.MeshSettings;
import bestow.server.MeshKeys;
import bestow.server.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// All that gateway reads at its start, beside what every service has.
///
/// @param mesh how it finds the other services
/// @param callees how it calls each
/// @param claimTime how long a claim may take before it is answered
/// @param rush how claims of a gift that is gone are treated
/// @param edges the addresses of our own edge proxies, whose `X-Forwarded-For` is believed
/// @param settleQueueMax how many ended orders may wait to be settled
/// @param copies the folder of its copy of what is published
record GatewaySettings(
    MeshSettings mesh,
    Callees callees,
    Duration claimTime,
    Rush.Times rush,
    Set<String> edges,
    int settleQueueMax,
    Path copies) {

  // A long poll of 25 s, answered late, on a slow day.
  private static final Duration POLL_READ = Duration.ofSeconds(28);

  // A delivery has the time that its claim has left; a look at an order waits up to 30 s.
  private static final Duration DELIVERY_READ = Duration.ofSeconds(31);

  /// How to call each service: the budgets of one claim.
  record Callees(
      CalleeSettings session,
      CalleeSettings security,
      CalleeSettings config,
      CalleeSettings quota,
      CalleeSettings delivery,
      CalleeSettings reporting) {}

  static GatewaySettings from(Settings settings) {
    var callees =
        new Callees(
            callee("session", Duration.ofMillis(200), settings),
            callee("security", Duration.ofMillis(100), settings),
            MeshKeys.callee("config", slow("config", POLL_READ).bodyBytesMax(32 << 20), settings),
            callee("quota", Duration.ofMillis(200), settings),
            MeshKeys.callee("delivery", slow("delivery", DELIVERY_READ).bounds(512, 512), settings),
            callee("reporting", Duration.ofMillis(20), settings));
    return new GatewaySettings(
        MeshKeys.mesh("gateway", settings),
        callees,
        settings.duration(
            "claim.time", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(30)),
        new Rush.Times(
            settings.duration(
                "gone.remembered",
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofMinutes(1)),
            settings.duration(
                "gone.gathered",
                Duration.ofMillis(20),
                Duration.ofMillis(1),
                Duration.ofMillis(200))),
        Arrays.stream(settings.text("edge.addresses", "").split(",", -1))
            .map(String::strip)
            .filter(address -> !address.isEmpty())
            .collect(Collectors.toUnmodifiableSet()),
        settings.integer("settle.queue-max", 100_000, 1, 10_000_000),
        settings.path("config.copies", Path.of("data", "gateway", "config")));
  }

  private static CalleeSettings callee(String name, Duration read, Settings settings) {
    var otherwise = CalleeSettings.of("bestow-" + name).read(read).bounds(256, 512);
    return MeshKeys.callee(name, otherwise, settings);
  }

  private static CalleeSettings slow(String name, Duration read) {
    return CalleeSettings.of("bestow-" + name).read(read).total(read.plusSeconds(1));
  }
}
