package bestow.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The rounds of one chain with one number of callers.
///
/// @param chain what it is called
/// @param provider the process that is not counted
/// @param rounds in the order they ran
record Series(String chain, String provider, List<Round> rounds) {
  Series {
    rounds = List.copyOf(rounds);
  }

  /// Whether any round counts.
  boolean counts() {
    return rounds.stream().anyMatch(Round::counts);
  }

  /// The median round's claims a second.
  double claimsPerSecond() {
    return median(counted().stream().mapToDouble(Round::claimsPerSecond).toArray());
  }

  /// The median round's CPU microseconds for a claim, without the provider's.
  double cpuPerClaim() {
    return median(counted().stream().mapToDouble(each -> each.cpuPerClaim(provider)).toArray());
  }

  /// Milliseconds within which so many of all answers came.
  ///
  /// @param share 0.5 to 0.999
  double millis(double share) {
    var micros =
        counted().stream().flatMapToLong(each -> Arrays.stream(each.answers().micros())).sorted();
    var sorted = micros.toArray();
    return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))] / 1_000.0;
  }

  /// Every process, by name.
  Collection<String> processes() {
    var names = new TreeSet<String>();
    rounds.forEach(each -> names.addAll(each.cpuMicros().keySet()));
    return names;
  }

  /// The CPU microseconds of one process for a claim, over all rounds that count.
  double cpuPerClaim(String process) {
    long micros =
        counted().stream().mapToLong(each -> each.cpuMicros().getOrDefault(process, 0L)).sum();
    return (double) micros / counted().stream().mapToInt(each -> each.answers().delivered()).sum();
  }

  /// This one's cost over the other's: the median of the rounds that ran beside each other.
  double ratioTo(Series other) {
    double[] ratios = new double[Math.min(rounds.size(), other.rounds.size())];
    int count = 0;
    for (int i = 0; i < ratios.length; i++) {
      if (rounds.get(i).counts() && other.rounds.get(i).counts()) {
        ratios[count++] =
            rounds.get(i).cpuPerClaim(provider) / other.rounds.get(i).cpuPerClaim(other.provider);
      }
    }
    return median(Arrays.copyOf(ratios, count));
  }

  private List<Round> counted() {
    return rounds.stream().filter(Round::counts).toList();
  }

  /// The middle of the values; NaN of none.
  static double median(double[] values) {
    if (values.length == 0) return Double.NaN;
    var sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
