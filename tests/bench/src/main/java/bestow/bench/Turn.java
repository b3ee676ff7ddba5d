package bestow.bench;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A second of calls in one way.
///
/// @param round in which each way had its turn
/// @param how which way
/// @param calls how many were made
/// @param cpuMicros what the calling process used meanwhile
record Turn(int round, How how, long calls, long cpuMicros) {
  private static final Pattern LINE =
      Pattern.compile("turn (-?\\d{1,9}) ([A-Z_]+) (\\d{1,18}) (\\d{1,18})");

  Turn {
    if (calls < 1) throw new IllegalArgumentException("calls > 0, was " + calls);
  }

  /// What a call cost.
  double cpuPerCall() {
    return (double) cpuMicros / calls;
  }

  /// It as the calling process tells it.
  String line() {
    return "turn %d %s %d %d".formatted(round, how, calls, cpuMicros);
  }

  /// What a line of that process tells; none where it tells of no turn.
  static Optional<Turn> read(String line) {
    var read = LINE.matcher(line);
    return read.matches()
        ? Optional.of(
            new Turn(
                Integer.parseInt(read.group(1)),
                How.valueOf(read.group(2)),
                Long.parseLong(read.group(3)),
                Long.parseLong(read.group(4))))
        : Optional.empty();
  }

  /// What a call in this way costs more than a bare one: of each round that had both, in order of
  /// size.
  static double[] overBare(List<Turn> turns, How how) {
    return turns.stream()
        .filter(turn -> turn.how == how)
        .flatMap(
            turn ->
                turns.stream()
                    .filter(bare -> bare.how == How.BARE && bare.round == turn.round)
                    .map(bare -> turn.cpuPerCall() - bare.cpuPerCall()))
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  /// What a call in this way costs at the median.
  static double cpuPerCall(List<Turn> turns, How how) {
    return Series.median(
        turns.stream().filter(turn -> turn.how == how).mapToDouble(Turn::cpuPerCall).toArray());
  }
}
