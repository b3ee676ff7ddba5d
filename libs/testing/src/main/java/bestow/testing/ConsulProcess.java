package bestow.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A real Consul agent on ports of its own on loopback, in a temporary folder; gone when this JVM
/// ends at the latest. One test thread drives it.
public final class ConsulProcess implements AutoCloseable {
  // A durable server elects itself in about 2 s; a busy machine may take several times that.
  private static final Duration READY = Duration.ofSeconds(30);
  // Each set of ports is lost to another process only with bad luck.
  private static final int PORTS_TRIED = 5;

  private final Workspace workspace;
  private final Ports ports;
  private final List<String> command;
  private Child child;

  private ConsulProcess(Workspace workspace, Ports ports, List<String> command, Child child) {
    this.workspace = workspace;
    this.ports = ports;
    this.command = List.copyOf(command);
    this.child = child;
  }

  private record Ports(int http, int server, int gossip) {
    static Ports free() {
      return new Ports(FreePort.next(), FreePort.next(), FreePort.next());
    }
  }

  /// Starts an agent that keeps everything in memory; it is ready in a few hundred milliseconds.
  /// After `restart` it knows no service and its indexes begin anew.
  public static ConsulProcess start() {
    return start(List.of("-dev"));
  }

  /// Starts an agent that keeps everything on disk; it is ready in about two seconds. After
  /// `restart` it knows what it knew.
  public static ConsulProcess startDurable() {
    return start(List.of("-server", "-bootstrap-expect=1", "-data-dir=data"));
  }

  private static ConsulProcess start(List<String> mode) {
    var workspace = Workspace.create("consul");
    for (var attempt = 1; ; attempt++) {
      var ports = Ports.free();
      var command = command(ports, mode, workspace);
      var child = Child.start(workspace, command);
      if (ready(child, ports)) {
        return new ConsulProcess(workspace, ports, command, child);
      }
      var output = child.output();
      if (attempt == PORTS_TRIED || !output.contains("in use")) {
        workspace.delete();
        throw new IllegalStateException("consul did not start; it wrote:\n" + output);
      }
    }
  }

  /// Where its HTTP interface listens.
  public String host() {
    return "127.0.0.1";
  }

  /// The port of its HTTP interface; the same after `restart`.
  public int port() {
    return ports.http();
  }

  /// The address of its HTTP interface, as in `http://127.0.0.1:8500`.
  public URI uri() {
    return uri(ports);
  }

  /// The process id of its present life.
  public long pid() {
    return child.pid();
  }

  /// SIGKILL. Returns when it is gone.
  public void kill() {
    child.kill();
  }

  /// Starts it again on the same ports; kills it first if it runs.
  public void restart() {
    child.kill();
    child = Child.start(workspace, command);
    if (!ready(child, ports)) {
      throw new IllegalStateException("consul did not start again; it wrote:\n" + child.output());
    }
  }

  /// SIGSTOP: connections stay open and nothing is answered until `resume`.
  public void pause() {
    child.signal("STOP");
  }

  /// SIGCONT: goes on where `pause` stopped it.
  public void resume() {
    child.signal("CONT");
  }

  /// The last lines of what it wrote.
  public String output() {
    return child.output();
  }

  /// Kills it and removes its data.
  @Override
  public void close() {
    child.kill();
    workspace.delete();
  }

  private static List<String> command(Ports ports, List<String> mode, Workspace workspace) {
    workspace.file(
        "agent.json",
        List.of(
            """
            {"node_name": "test", "bind_addr": "127.0.0.1", "client_addr": "127.0.0.1",
             "ports": {"http": %d, "server": %d, "serf_lan": %d, "serf_wan": -1, "dns": -1, "grpc": -1},
             "performance": {"raft_multiplier": 1}, "disable_update_check": true, "log_level": "WARN"}"""
                .formatted(ports.http(), ports.server(), ports.gossip())));
    var command =
        new ArrayList<>(
            List.of(Tools.find("consul").toString(), "agent", "-config-file=agent.json"));
    command.addAll(mode);
    return command;
  }

  // A leader alone is not enough: its own health must be in the catalogue, or blocking queries
  // answer 500 for a moment.
  private static boolean ready(Child child, Ports ports) {
    Eventually.within(
        READY,
        () -> !child.alive() || knowsItself(ports),
        "consul on port " + ports.http() + " answers");
    return child.alive();
  }

  private static boolean knowsItself(Ports ports) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(uri(ports).resolve("/v1/health/service/consul?passing"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body().contains("\"Node\"");
    }
  }

  private static URI uri(Ports ports) {
    return URI.create("http://127.0.0.1:" + ports.http());
  }
}
