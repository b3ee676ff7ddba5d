package bestow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The page of a run: a table for each number of callers, the ratios, and where the time goes.
final class Figures {
  private final List<String> lines = new ArrayList<>();

  /// @param head what ran where and when
  Figures(String head) {
    lines.add(head);
    lines.add("CPU is user and system time of all processes of a chain but its provider, which is");
    lines.add("somebody else's, over the claims that were delivered. A ratio is the median of the");
    lines.add(
        "rounds that ran beside each other. To the floor: ours / floor, at most 1.6 wanted at");
    lines.add("128 callers. To the peer: peer / ours, at least 4 wanted at 128 callers.");
  }

  /// Adds what so many callers gave.
  ///
  /// @param ours the chain that is measured
  /// @param others the floor and the peer
  void add(int callers, Series ours, List<Series> others) {
    lines.add("");
    lines.add(
        "%-12s %10s %13s %9s %9s %9s %7s"
            .formatted(
                callers + " callers",
                "claims/s",
                "CPU us/claim",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "rounds"));
    row(ours);
    others.forEach(this::row);
    for (var other : others) {
      double ratio = other.chain().equals("floor") ? ours.ratioTo(other) : other.ratioTo(ours);
      lines.add(
          String.format(
              Locale.ROOT, "ratio to %s at %d callers: %.2f", other.chain(), callers, ratio));
    }
  }

  /// Adds what each process took of a claim.
  void addProcesses(int callers, List<Series> chains) {
    for (var chain : chains) {
      lines.add("");
      lines.add("CPU us/claim of each process, " + chain.chain() + ", " + callers + " callers");
      if (!chain.counts()) continue;
      for (var process : chain.processes()) {
        var note = process.equals(chain.provider()) ? "   (not counted)" : "";
        lines.add(
            String.format(
                Locale.ROOT, "  %-22s %7.1f%s", process, chain.cpuPerClaim(process), note));
      }
    }
  }

  /// The page.
  String text() {
    return String.join("\n", lines) + "\n";
  }

  private void row(Series series) {
    long counted = series.rounds().stream().filter(Round::counts).count();
    var rounds = counted + "/" + series.rounds().size();
    lines.add(
        series.counts()
            ? String.format(
                Locale.ROOT,
                "  %-10s %10.0f %13.0f %9.1f %9.1f %9.1f %7s",
                series.chain(),
                series.claimsPerSecond(),
                series.cpuPerClaim(),
                series.millis(0.5),
                series.millis(0.99),
                series.millis(0.999),
                rounds)
            : "  %-10s no round counts: over 1 %% of its answers were no new delivery"
                .formatted(series.chain()));
  }
}
