package bestow.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What runs and how it is: `make status`.
final class Status {
  private final Home home;
  private final Progress progress;

  Status(Home home, Progress progress) {
    this.home = home;
    this.progress = progress;
  }

  /// What a run writes down for whoever asks for its status later: id and address of each part.
  static String lines(List<Part> parts) {
    return parts.stream()
        .map(part -> part.id() + " " + part.ready() + "\n")
        .collect(Collectors.joining());
  }

  /// Tells of each part.
  ///
  /// @return the exit code: 0 when all of them are ready
  int tell() throws IOException, InterruptedException {
    var entries = new Pids(home).entries();
    if (entries.isEmpty()) {
      progress.say("Nothing runs; `make run` starts it.");
      return 1;
    }
    var addresses = addresses();
    var good = true;
    try (var probe = new Probe()) {
      for (var entry : entries) {
        var how = state(entry, addresses, probe);
        good &= how.equals("ready") || how.equals("running");
        progress.say(
            "  %-20s %8s %6s MiB  %s"
                .formatted(
                    entry.id(),
                    entry.process().map(process -> "" + process.pid()).orElse("-"),
                    entry
                        .process()
                        .map(process -> "" + Memory.mebibytes(List.of(process.pid())))
                        .orElse("-"),
                    how));
      }
    }
    return good ? 0 : 1;
  }

  private static String state(Pids.Entry entry, Map<String, URI> addresses, Probe probe)
      throws InterruptedException {
    if (entry.process().isEmpty()) {
      return "gone";
    }
    var address = addresses.get(entry.id());
    if (address == null) {
      return "running";
    }
    return probe.lacks(address).map(lacks -> "not ready: " + lacks).orElse("ready");
  }

  private Map<String, URI> addresses() throws IOException {
    var file = home.local("parts");
    var addresses = new HashMap<String, URI>();
    if (Home.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        var space = line.indexOf(' ');
        addresses.put(line.substring(0, space), URI.create(line.substring(space + 1)));
      }
    }
    return addresses;
  }
}
