package bestow.drills;

import java.util.Map;

/// What processes had of something at two moments, by their names. Pure.
///
/// @param before at the first of them
/// @param after at the second
record Growth(Map<String, Double> before, Map<String, Double> after) {
  Growth {
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  /// How much more that process has which gained most, of those that were there both times; NaN
  /// where none was.
  double most() {
    return after.entrySet().stream()
        .filter(process -> before.containsKey(process.getKey()))
        .mapToDouble(process -> process.getValue() - before.getOrDefault(process.getKey(), 0.0))
        .max()
        .orElse(Double.NaN);
  }

  /// The same, shared among so many thousands.
  double mostPerThousand(long many) {
    return most() / (many / 1e3);
  }
}
