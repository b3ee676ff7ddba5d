package bestow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The page on the mesh's own cost.
final class MeshFigures {
  private final List<String> lines = new ArrayList<>();

  /// @param head what ran where and when
  MeshFigures(String head) {
    lines.add(head);
    lines.add(
        "The mesh's own cost: CPU is user and system time of the calling process over its calls,");
    lines.add("at the median of the turns. Over bare is the median, and the middle half, of the");
    lines.add(
        "differences within a round. %d callers, a callee that takes 1 ms."
            .formatted(Caller.CALLERS));
    lines.add(
        "Wanted: the mesh at most 2 us over bare, resilience4j at least 5 times as much as that;");
    lines.add("decisions alone at most 300 ns, among 1000 instances as among 3.");
    lines.add("");
    for (var how : How.values()) lines.add("%-16s %s".formatted(how.word(), how.what()));
  }

  /// Adds what calls cost.
  void addTurns(List<Turn> turns) {
    lines.add("");
    lines.add(
        "%-18s %12s %12s %18s %7s"
            .formatted("calls", "CPU us/call", "over bare", "middle half", "rounds"));
    for (var how : How.values()) {
      var over = Turn.overBare(turns, how);
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-16s %12.2f %12.2f %8.2f to %6.2f %7d",
              how.word(),
              Turn.cpuPerCall(turns, how),
              Series.median(over),
              quarter(over, 1),
              quarter(over, 3),
              over.length));
    }
    double ours = Series.median(Turn.overBare(turns, How.MESH));
    for (var how : List.of(How.GUARDED, How.GUARDED_POOL)) {
      double theirs = Series.median(Turn.overBare(turns, how));
      lines.add(
          String.format(
              Locale.ROOT, "%s over bare / mesh over bare: %.1f", how.word(), theirs / ours));
    }
  }

  /// Adds what decisions cost.
  void addDecisions(List<DecisionCost> decisions) {
    lines.add("");
    lines.add("%-18s %12s %18s".formatted("decisions", "instances", "ns at the median"));
    for (var decision : decisions) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-16s %12d %18.0f",
              decision.benchmark(),
              decision.instances(),
              decision.nanos()));
    }
  }

  /// The page.
  String text() {
    return String.join("\n", lines) + "\n";
  }

  /// The value below which so many quarters of the sorted ones lie; NaN of none.
  static double quarter(double[] sorted, int quarters) {
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) * quarters / 4];
  }
}
