package bestow.bench;

import bestow.mesh.Bare;
import bestow.mesh.CallContext;
import bestow.mesh.CalleeSettings;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Instance;
import bestow.mesh.ListedMesh;
import bestow.mesh.Outcome;
import bestow.mesh.Place;
import bestow.mesh.Ticker;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/// Makes the [Way]s ready.
///
/// @param ports where the callee's instances listen
/// @param callers how many callers there are
/// @param folder where meshes keep their lists
record Ways(List<Integer> ports, int callers, Path folder) {
  // 5 s: on a machine that is busy with something else no call may end for want of time.
  static final Duration LIMIT = Duration.ofSeconds(5);

  Ways {
    ports = List.copyOf(ports);
  }

  /// One of them.
  Way way(How how) throws IOException {
    var guards = new Guards();
    return new Way(
        how,
        switch (how) {
          case BARE -> connections(connection -> connection);
          case MESH -> mesh(how, OpenTelemetry.noop());
          case MESH_MEASURED -> mesh(how, measuring());
          case GUARDED -> connections(guards::timed);
          case GUARDED_POOL -> connections(guards::pooled);
          case GUARDED_UNTIMED -> connections(guards::untimed);
        });
  }

  private List<Callable<byte[]>> mesh(How how, OpenTelemetry telemetry) {
    var instances = new ArrayList<Instance>();
    for (int port : ports) {
      var place = new Place("a", "bench", "", "");
      instances.add(new Instance("answerer-" + port, "127.0.0.1", port, place));
    }
    var mesh =
        ListedMesh.open(
            instances,
            folder.resolve(how.word()),
            telemetry,
            () -> ThreadLocalRandom.current().nextLong());
    var callee =
        mesh.callee(
            CalleeSettings.of("answerer").connect(LIMIT).write(LIMIT).read(LIMIT).total(LIMIT));
    var call = Hop.call();
    var trace = Hop.trace();
    var ticker = Ticker.system();
    Callable<byte[]> caller =
        () -> {
          var deadline = Deadline.in(LIMIT, ticker);
          var context = new CallContext(deadline, trace, Criticality.COMMIT);
          return body(context.call(() -> callee.call(call)));
        };
    return Collections.nCopies(callers, caller);
  }

  /// A connection for each caller, with something round it that is put there once.
  private List<Callable<byte[]>> connections(Function<Callable<byte[]>, Callable<byte[]>> round)
      throws IOException {
    var connections = new ArrayList<Callable<byte[]>>();
    for (int caller = 0; caller < callers; caller++) {
      int port = ports.get(caller % ports.size());
      var connection = Bare.connect(port);
      var request = Hop.request(port);
      connections.add(round.apply(() -> connection.call(request)));
    }
    return connections;
  }

  /// Metrics as our services have them: counted, and shown to whoever asks.
  private static OpenTelemetry measuring() {
    var shown = PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(0).build();
    var meters = SdkMeterProvider.builder().registerMetricReader(shown).build();
    return OpenTelemetrySdk.builder().setMeterProvider(meters).build();
  }

  private static byte[] body(Outcome outcome) throws IOException {
    if (outcome instanceof Outcome.Answered(int status, _, var body, _) && status == 200) {
      return body;
    }
    throw new IOException("The mesh brought no answer: " + outcome);
  }
}
