package bestow.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/// A few seconds of claims through one chain.
///
/// @param answers what the callers got
/// @param seconds how long it took
/// @param cpuMicros what each process used meanwhile
record Round(Load.Answers answers, double seconds, Map<String, Long> cpuMicros) {
  // A chain that refuses or repeats does less work than one that delivers.
  private static final double OTHERS_MAX = 0.01;

  Round {
    cpuMicros = Map.copyOf(cpuMicros);
  }

  /// Whether it says what a delivered claim costs.
  boolean counts() {
    int others = answers.repeated() + answers.failed();
    return answers.delivered() > 0 && others <= OTHERS_MAX * (answers.delivered() + others);
  }

  /// Claims that were delivered, a second.
  double claimsPerSecond() {
    return answers.delivered() / seconds;
  }

  /// What a delivered claim cost in all processes but one.
  double cpuPerClaim(String but) {
    long micros =
        cpuMicros.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(but))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return (double) micros / answers.delivered();
  }

  /// What each process used between two readings.
  static Map<String, Long> between(Map<String, Long> before, Map<String, Long> after) {
    var used = new LinkedHashMap<String, Long>();
    after.forEach(
        (process, micros) -> used.put(process, micros - before.getOrDefault(process, 0L)));
    return used;
  }
}
