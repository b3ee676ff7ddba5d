package bestow.drills;

import java.util.List;
import java.util.Locale;

/// One figure of a drill, and what it has to be.
///
/// @param what it tells, unique within its drill
/// @param value as it was measured; NaN where nothing was, which is never good
/// @param unit such as `ms`; empty for a plain number
/// @param bound which side of `limit` is good
record Figure(String what, double value, String unit, Bound bound, double limit) {
  /// Which side of a limit is good.
  enum Bound {
    AT_MOST("≤"),
    AT_LEAST("≥"),
    /// Only told.
    NONE("");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  static Figure atMost(double limit, String unit, String what, double value) {
    return new Figure(what, value, unit, Bound.AT_MOST, limit);
  }

  static Figure atLeast(double limit, String unit, String what, double value) {
    return new Figure(what, value, unit, Bound.AT_LEAST, limit);
  }

  static Figure told(String unit, String what, double value) {
    return new Figure(what, value, unit, Bound.NONE, Double.NaN);
  }

  /// Whether it is as it has to be.
  boolean holds() {
    return switch (bound) {
      case AT_MOST -> value <= limit;
      case AT_LEAST -> value >= limit;
      case NONE -> true;
    };
  }

  /// The median of one figure's values in several runs; of an even number the worse of the two in
  /// the middle.
  static Figure median(List<Figure> runs) {
    var first = runs.getFirst();
    // Nothing measured is sorted behind the highest: among what is to be high it goes before all.
    double nothing = first.bound == Bound.AT_LEAST ? Double.NEGATIVE_INFINITY : Double.NaN;
    var values =
        runs.stream()
            .mapToDouble(Figure::value)
            .map(value -> Double.isNaN(value) ? nothing : value)
            .sorted()
            .toArray();
    int middle = first.bound == Bound.AT_LEAST ? (values.length - 1) / 2 : values.length / 2;
    return new Figure(first.what, values[middle], first.unit, first.bound, first.limit);
  }

  String shown() {
    return number(value) + suffix();
  }

  /// What it has to be; empty where it is only told.
  String wanted() {
    return bound == Bound.NONE ? "" : bound.sign + " " + number(limit) + suffix();
  }

  private String suffix() {
    return unit.isEmpty() ? "" : " " + unit;
  }

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "nothing";
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.2f", value);
  }
}
