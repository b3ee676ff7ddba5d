package bestow.local;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A service as the table has it: one process, or as many as there are replicas. Immutable; each
/// `with` gives a new one.
///
/// @param room what it is to the others
/// @param name what it is called
/// @param command what starts it
/// @param port the first instance's; the next ones' are 100 apart
/// @param second what its second port is for, and how far it is from the first
/// @param replicas how many
/// @param settings by their keys, as in `server.port`
public record Service(
    Room room,
    String name,
    List<String> command,
    int port,
    Second second,
    int replicas,
    Map<String, String> settings) {
  private static final int BETWEEN_REPLICAS = 100;

  /// A second port.
  ///
  /// @param key its setting
  /// @param distance from the first
  public record Second(String key, int distance) {
    static final Second METRICS = new Second("metrics.port", 1_000);
    static final Second ADMIN = new Second("admin.port", 1);
  }

  public Service {
    command = List.copyOf(command);
    settings = Map.copyOf(settings);
  }

  /// The same service with a setting more.
  public Service with(String key, Object value) {
    var more = new LinkedHashMap<>(settings);
    more.put(key, value.toString());
    return new Service(room, name, command, port, second, replicas, more);
  }

  /// The same service with another number of processes.
  public Service replicas(int number) {
    return new Service(room, name, command, port, second, number, settings);
  }

  /// Its processes.
  public List<Part> parts() {
    return IntStream.rangeClosed(1, replicas).mapToObj(this::part).toList();
  }

  private Part part(int number) {
    int at = port + BETWEEN_REPLICAS * (number - 1);
    int secondAt = at + second.distance();
    var ready = URI.create("http://127.0.0.1:" + at + "/health/ready");
    var part = new Part(room, name, number, command, Map.of(), List.of(at, secondAt), ready);
    for (var setting : settings.entrySet()) {
      part = part.with(setting.getKey(), setting.getValue());
    }
    return part.with("server.port", at).with(second.key(), secondAt);
  }
}
