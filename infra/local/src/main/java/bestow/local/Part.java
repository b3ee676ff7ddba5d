package bestow.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One process of a run.
///
/// @param room what it is to the others
/// @param name what it is, as in `quota`
/// @param number which of its kind, from 1
/// @param command what starts it; no secret stands there, for anybody may read it
/// @param environment what it is told, secrets too
/// @param ports where it listens, on loopback
/// @param ready what answers once it is ready: `http:` by 200, `redis:` by any word but "loading"
public record Part(
    Room room,
    String name,
    int number,
    List<String> command,
    Map<String, String> environment,
    List<Integer> ports,
    URI ready) {
  public Part {
    if (number < 1) {
      throw new IllegalArgumentException("number > 0, was " + number);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    ports = List.copyOf(ports);
  }

  /// The same process, told a setting more.
  ///
  /// @param key as in `place.zone`; one in capitals is an environment variable already
  public Part with(String key, Object value) {
    var more = new LinkedHashMap<>(environment);
    more.put(variable(key), value.toString());
    return new Part(room, name, number, command, more, ports, ready);
  }

  /// The same process, started with more arguments.
  public Part argued(List<String> arguments) {
    var more = new ArrayList<>(command);
    more.addAll(arguments);
    return new Part(room, name, number, more, environment, ports, ready);
  }

  /// How its pid file, log and folder are called.
  public String id() {
    return name + "-" + number;
  }

  /// Where it is reached.
  public String address() {
    return ready.getScheme() + "://" + ready.getAuthority();
  }

  private static String variable(String key) {
    return key.equals(key.toUpperCase(Locale.ROOT))
        ? key
        : "BESTOW_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
