package bestow.drills;

import bestow.local.Doors;
import bestow.local.LaunchException;
import bestow.local.Part;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The relays of a drill, each in the registry in its instance's place.
final class Relays implements AutoCloseable {
  // Beyond the metrics' port, which is 1,000 from the instance's own.
  private static final int DISTANCE = 2_000;

  // Where a service stands that is told nothing of it.
  private static final Map<String, String> PLACE =
      Map.of("ZONE", "a", "CLUSTER", "prod-1", "PLANE", "claim");

  private final Map<String, Relay> relays = new LinkedHashMap<>();
  private final Ticker ticker;
  private final RandomGenerator random;

  /// @param random for use by many threads
  Relays(Ticker ticker, RandomGenerator random) {
    this.ticker = ticker;
    this.random = random;
  }

  /// Stands before these, and registers each.
  ///
  /// @param consul the agent
  void open(List<Part> parts, Doors doors, URI consul)
      throws IOException, LaunchException, InterruptedException {
    for (var part : parts) {
      int behind = part.ports().getFirst();
      var relay = Relay.open(part.id(), behind + DISTANCE, behind, ticker, random);
      relays.put(part.id(), relay);
      var registered =
          doors.put(
              consul.resolve("/v1/agent/service/register"), Map.of(), registration(part, relay));
      if (!registered.isGood()) {
        throw new LaunchException(part.id() + " was not registered: " + registered);
      }
    }
  }

  /// The relay before an instance.
  Relay of(String instance) {
    var relay = relays.get(instance);
    if (relay == null) {
      throw new IllegalArgumentException("there is no relay before " + instance);
    }
    return relay;
  }

  boolean has(String instance) {
    return relays.containsKey(instance);
  }

  /// How many calls each instance has had.
  Map<String, Long> asked() {
    return relays.values().stream().collect(Collectors.toMap(Relay::instance, Relay::asked));
  }

  /// Which instance is reached at which address.
  Map<String, String> addresses() {
    return relays.values().stream()
        .collect(Collectors.toMap(relay -> "127.0.0.1:" + relay.port(), Relay::instance));
  }

  @Override
  public void close() throws IOException {
    for (var relay : relays.values()) {
      relay.close();
    }
  }

  // As a service registers itself, yet with the relay's port.
  private static String registration(Part part, Relay relay) {
    var tags =
        PLACE.entrySet().stream()
            .map(
                word ->
                    "\"%s=%s\""
                        .formatted(
                            word.getKey().toLowerCase(Locale.ROOT),
                            part.environment()
                                .getOrDefault("BESTOW_PLACE_" + word.getKey(), word.getValue())))
            .collect(Collectors.joining(","));
    return """
    {"ID": "%s", "Name": "bestow-%s", "Address": "127.0.0.1", "Port": %d, "Tags": [%s],
     "Check": {"HTTP": "http://127.0.0.1:%d/health/fit", "Interval": "1s", "Timeout": "1s",
               "Status": "passing"}}
    """
        .formatted(part.id(), part.name(), relay.port(), tags, relay.port());
  }
}
