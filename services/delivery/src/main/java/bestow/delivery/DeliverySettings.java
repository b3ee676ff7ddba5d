package bestow.delivery;

import bestow.mesh.CalleeSettings;
import bestow.mesh.MeshSettings;
import bestow.server.MeshKeys;
import bestow.server.Secret;
import bestow.server.Settings;
import bestow.store.StoreKeys;
import bestow.store.StoreSettings;
import bestow.wire.config.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All that delivery reads at its start, beside what every service has.
///
/// @param store its own Redis
/// @param mesh how it finds the other services
/// @param config how it calls config
/// @param quota how it calls quota, where a person gives a gift once more
/// @param copies the folder of its copy of what is published
/// @param providers how providers may be called
/// @param backgroundMax how many deliveries of a lane may go on for callers who no longer wait
/// @param recordWithin how long it is tried to write down what came of an attempt
/// @param recordKeep for how long records of closed orders outlive their campaign
/// @param ordersRemembered how many orders in doubt it remembers since when
/// @param waitersMax how many may wait for the end of an order
/// @param patience how long it waits
/// @param madeGoodMax how many orders an operator may make good a day
/// @param operatorToken who may put codes into pools; empty for nobody
/// @param sweeps how it looks for orders that are due, by the lanes that it works
/// @param waitingMax how many orders of a lane may wait
/// @param comparedKept for how long it is remembered which orders agree with quota's ledger, for
///     them to be compared with their providers'
/// @param proofs how many orders in doubt it takes for delivered by itself
/// @param sampling which providers it asks about orders, to compare
record DeliverySettings(
    StoreSettings store,
    MeshSettings mesh,
    CalleeSettings config,
    CalleeSettings quota,
    Path copies,
    ProviderSettings providers,
    int backgroundMax,
    Duration recordWithin,
    Duration recordKeep,
    int ordersRemembered,
    int waitersMax,
    Delivery.Patience patience,
    int madeGoodMax,
    Secret operatorToken,
    Map<Lane, Sweeper.Limits> sweeps,
    int waitingMax,
    Duration comparedKept,
    ProviderLedger.Limits proofs,
    ProviderSampler.Limits sampling) {

  DeliverySettings {
    sweeps = Map.copyOf(sweeps);
  }

  // A long poll of 25 s, answered late, on a slow day.
  private static final Duration POLL_READ = Duration.ofSeconds(28);

  // A set of 200 campaigns with all their gifts is well below it.
  private static final int POLL_BYTES_MAX = 32 << 20;

  static DeliverySettings from(Settings settings) {
    var config =
        CalleeSettings.of("bestow-config")
            .read(POLL_READ)
            .total(POLL_READ.plusSeconds(1))
            .bounds(2, 2)
            .bodyBytesMax(POLL_BYTES_MAX);
    // A person waits, and quota may have to fetch stock from afar.
    var quota = CalleeSettings.of("bestow-quota").read(seconds(1)).total(seconds(2)).bounds(8, 32);
    var recordWithin =
        settings.duration("record.within", seconds(10), seconds(1), Duration.ofMinutes(1));
    return new DeliverySettings(
        StoreKeys.readClustered("delivery", 7105, settings),
        MeshKeys.mesh("delivery", settings),
        MeshKeys.callee("config", config, settings),
        MeshKeys.callee("quota", quota, settings),
        settings.path("config.copies", Path.of("data", "delivery", "config")),
        providers(settings),
        settings.integer("background.max", 1_000, 1, 100_000),
        recordWithin,
        // Never below 30 days: till then a partner or a user may still ask about a claim.
        settings.duration(
            "record.keep", Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(3_650)),
        settings.integer("doubt.remembered", 100_000, 1, 10_000_000),
        settings.integer("order.waiters-max", 2_000, 0, 100_000),
        new Delivery.Patience(
            settings.duration("version.wait", millis(200), Duration.ZERO, seconds(5)),
            settings.duration("reply.margin", millis(20), Duration.ZERO, seconds(1)),
            recordWithin.multipliedBy(2),
            settings.duration("drain.deliveries", seconds(15), Duration.ZERO, seconds(600))),
        settings.integer("make-good.daily-max", 50, 0, 100_000),
        settings.secretIfAny("operator.token"),
        sweeps(settings),
        settings.integer("queue.max", 1_000_000, 1, 100_000_000),
        settings.duration(
            "compared.kept", Duration.ofDays(3), Duration.ofMinutes(1), Duration.ofDays(30)),
        new ProviderLedger.Limits(
            settings.integer("proved.max", 1_000, 0, 10_000_000), recordWithin),
        new ProviderSampler.Limits(
            Set.copyOf(words(settings.text("sample.providers", ""))),
            settings.duration(
                "sample.every", Duration.ofMinutes(3), millis(10), Duration.ofHours(24))));
  }

  /// How long it rests between two looks at what waits.
  Duration sweepEvery() {
    return sweeps.values().iterator().next().every();
  }

  /// `place.lane` names the lane that this instance works; without it, it works all.
  private static Map<Lane, Sweeper.Limits> sweeps(Settings settings) {
    var only = settings.text("place.lane", "");
    var every = settings.duration("sweep.every", seconds(1), millis(10), Duration.ofMinutes(10));
    int batch = settings.integer("sweep.batch", 500, 1, 100_000);
    var sweeps = new EnumMap<Lane, Sweeper.Limits>(Lane.class);
    for (var lane : Lane.values()) {
      int workersMax = settings.integer("lane." + lane.word() + ".workers-max", 32, 1, 10_000);
      if (only.isEmpty() || only.equals(lane.word())) {
        // An order's provider may take ten minutes to answer.
        sweeps.put(
            lane, new Sweeper.Limits(lane, every, batch, workersMax, Duration.ofMinutes(20)));
      }
    }
    if (sweeps.isEmpty()) {
      throw new IllegalArgumentException("place.lane is fast, slow or nothing, was " + only);
    }
    return sweeps;
  }

  private static Map<String, PaceSettings> paces(PaceSettings otherwise, Settings settings) {
    return words(settings.text("pace.providers", "")).stream()
        .distinct()
        .collect(
            Collectors.toUnmodifiableMap(
                Function.identity(),
                name -> PaceSettings.read("pace." + name, otherwise, settings)));
  }

  private static ProviderSettings providers(Settings settings) {
    var pace = PaceSettings.read("pace", PaceSettings.USUAL, settings);
    return new ProviderSettings(
        new Reach(
            words(settings.text("provider.allow", "*")),
            settings.flag("provider.allow-loopback", false)
                ? Reach.Loopback.ALLOWED
                : Reach.Loopback.REFUSED),
        secrets(settings),
        settings.duration("provider.send-within", seconds(1), millis(50), seconds(30)),
        settings.integer("lane.fast.concurrency-max", 256, 1, 10_000),
        settings.integer("lane.slow.concurrency-max", 64, 1, 10_000),
        settings.number("lane.provider-share", 0.5, 0.01, 1),
        pace,
        paces(pace, settings));
  }

  /// `provider.secrets` names them, each has a key of its own.
  private static Map<String, String> secrets(Settings settings) {
    return words(settings.text("provider.secrets", "")).stream()
        .distinct()
        .collect(
            Collectors.toUnmodifiableMap(
                Function.identity(), name -> settings.secret("provider.secret." + name).reveal()));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
