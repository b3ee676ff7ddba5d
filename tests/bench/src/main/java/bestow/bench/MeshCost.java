package bestow.bench;

import bestow.local.Home;
import bestow.local.Jvm;
import bestow.local.LaunchException;
import bestow.local.Progress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/// Measures what the mesh itself costs: its decisions by JMH, then whole calls over loopback
/// sockets, with one process that answers and one that
/// calls for each way.
final class MeshCost {
  private static final int INSTANCES = 4;
  private static final int WARM_ROUNDS = 4;
  private static final int ROUNDS = 14;

  private final Home home;
  private final Jvm jvm;
  private final Progress progress;
  private final Path folder;

  /// @param home the folder of this measurement
  MeshCost(Home home, Jvm jvm, Progress progress) {
    this.home = home;
    this.jvm = jvm;
    this.progress = progress;
    this.folder = home.run();
  }

  /// Measures, and gives the page.
  String page(String head) throws LaunchException, IOException, InterruptedException {
    var figures = new MeshFigures(head);
    progress.say("Measuring the mesh's decisions");
    var decisions = decisions();
    progress.say("Measuring calls through the mesh and beside it");
    var turns = turns();
    figures.addTurns(turns);
    figures.addDecisions(decisions);
    return figures.text();
  }

  private static List<DecisionCost> decisions() throws LaunchException {
    try {
      return DecisionCost.measure();
    } catch (RunnerException failed) {
      throw new LaunchException("JMH measured nothing: " + failed.getMessage(), failed);
    }
  }

  private List<Turn> turns() throws LaunchException, IOException, InterruptedException {
    home.remove();
    Files.createDirectories(folder);
    var answerer = start(Answerer.class, List.of(Integer.toString(INSTANCES)));
    try (var told = answerer.inputReader(StandardCharsets.UTF_8)) {
      var ports = Optional.ofNullable(told.readLine()).map(Answerer::words).orElse(List.of());
      if (ports.size() != INSTANCES) throw ended(Answerer.class);
      return turns(ports);
    } finally {
      answerer.destroyForcibly();
    }
  }

  /// Lets the ways take turns. Another one begins each time: whoever comes after a costly one might
  /// pay for it.
  private List<Turn> turns(List<String> ports) throws LaunchException, IOException {
    var calling = new ArrayList<Calling>();
    try {
      for (var how : How.values()) calling.add(call(how, ports));
      var turns = new ArrayList<Turn>();
      for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
        for (var each : calling) {
          var turn = each.turn(round).orElseThrow(() -> ended(Caller.class));
          if (round >= 0) turns.add(turn);
        }
        Collections.rotate(calling, 1);
      }
      return turns;
    } finally {
      calling.forEach(each -> each.process.destroyForcibly());
    }
  }

  private Calling call(How how, List<String> ports) throws IOException {
    var arguments = new ArrayList<>(List.of(how.name(), folder.toString()));
    arguments.addAll(ports);
    var process = start(Caller.class, arguments);
    return new Calling(
        process,
        process.outputWriter(StandardCharsets.US_ASCII),
        process.inputReader(StandardCharsets.UTF_8));
  }

  /// A process that calls in one way.
  private record Calling(Process process, BufferedWriter rounds, BufferedReader told) {
    Optional<Turn> turn(int round) throws IOException {
      rounds.write(round + "\n");
      rounds.flush();
      return Optional.ofNullable(told.readLine()).flatMap(Turn::read);
    }
  }

  private Process start(Class<?> main, List<String> arguments) throws IOException {
    var command = new ArrayList<>(jvm.main(home.jar("tests/bench"), main));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(log(main).toFile()))
        .start();
  }

  private Path log(Class<?> main) {
    return folder.resolve(main.getSimpleName() + ".log");
  }

  private LaunchException ended(Class<?> main) {
    return new LaunchException(
        main.getSimpleName() + " ended before it was done; " + log(main) + " says why.");
  }
}
