package bestow.bench;

import bestow.mesh.Decisions;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// What the mesh's decisions cost without a call, as JMH measures it: single decisions are timed,
/// and their median is taken, so that a busy machine does not show in it.
///
/// @param benchmark which of [Decisions]
/// @param instances among how many
/// @param nanos the median of one, with one reading of the clock
record DecisionCost(String benchmark, int instances, double nanos) {
  private static final int FORKS = 2;

  /// Measures them.
  static List<DecisionCost> measure() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(Decisions.class.getName())
            .forks(FORKS)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(200))
            .measurementIterations(4)
            .measurementTime(TimeValue.milliseconds(250))
            .jvmArgs("-XX:+UseSerialGC", "-Xmx96m", "--sun-misc-unsafe-memory-access=allow")
            .verbosity(VerboseMode.SILENT)
            .build();
    return read(new Runner(options).run());
  }

  private static List<DecisionCost> read(Collection<RunResult> results) {
    return results.stream()
        .map(
            result ->
                new DecisionCost(
                    result.getPrimaryResult().getLabel(),
                    Integer.parseInt(result.getParams().getParam("instances")),
                    result.getPrimaryResult().getStatistics().getPercentile(50)))
        .toList();
  }
}
