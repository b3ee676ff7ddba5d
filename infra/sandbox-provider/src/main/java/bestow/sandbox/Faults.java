package bestow.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How the provider misbehaves from now on: what `PUT /faults` sets.
///
/// @param seed decides which requests are hit: the same seed hits the same places in the sequence
///     of requests
/// @param rates how often each fault strikes; one that is missing never does
record Faults(long seed, Map<Fault, Rate> rates) {

  /// No fault at all.
  static final Faults NONE = new Faults(0, Map.of());

  private static final Rate NEVER = new Rate(0, 0);

  Faults {
    var copy = new EnumMap<Fault, Rate>(Fault.class);
    copy.putAll(rates);
    rates = Collections.unmodifiableMap(copy);
  }

  /// How often the fault strikes.
  Rate rate(Fault fault) {
    return rates.getOrDefault(fault, NEVER);
  }

  /// As JSON, every fault named.
  byte[] json() {
    var json = new StringBuilder(512).append("{\"seed\":").append(seed);
    for (var fault : Fault.values()) {
      var rate = rate(fault);
      json.append(",\"").append(fault.member()).append("\":{\"share\":").append(rate.share());
      if (!fault.number().isEmpty()) {
        int number = rates.containsKey(fault) ? rate.number() : fault.usual();
        json.append(",\"").append(fault.number()).append("\":").append(number);
      }
      json.append('}');
    }
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /// How often a fault strikes, and how hard.
  ///
  /// @param share of the requests, 0 to 1
  /// @param number milliseconds or a status, as the fault has it; 0 where it has none
  record Rate(double share, int number) {}
}
