package bestow.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A local Zipkin to see traces in, and the bridge that feeds it.
final class Zipkin {
  private final Home home;
  private final Jvm jvm;

  Zipkin(Home home, Jvm jvm) {
    this.home = home;
    this.jvm = jvm;
  }

  /// The server, with everything in memory. Left alone it would listen on every address.
  Part server(int port) {
    var command = new ArrayList<>(jvm.roomy(home.brought("zipkin/zipkin-server.jar")));
    command.add("--armeria.ports[0].ip=127.0.0.1");
    command.add("--armeria.ports[0].port=" + port);
    command.add("--armeria.ports[0].protocols[0]=http");
    return new Part(
        Room.REGISTRY,
        "zipkin",
        1,
        command,
        Map.of("STORAGE_TYPE", "mem"),
        List.of(port),
        URI.create("http://127.0.0.1:" + port + "/health"));
  }

  Part bridge(int port, URI zipkin) {
    var command = new ArrayList<>(jvm.main(home.jar("infra/local"), TraceBridge.class));
    command.addAll(List.of(Integer.toString(port), zipkin.toString()));
    return new Part(
        Room.REGISTRY,
        "trace-bridge",
        1,
        command,
        Map.of(),
        List.of(port),
        URI.create("http://127.0.0.1:" + port + "/health/ready"));
  }
}
