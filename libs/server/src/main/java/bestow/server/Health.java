package bestow.server;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Whether a service has started, is ready, is alive. Alive depends on nobody else: a restart mends
/// no neighbour. Ready is when every check passes and the service is not about to go. Started is
/// once it was ready for the first time, for ever. Fit is when it is ready and finds no fault with
/// itself. Safe for use by many threads.
final class Health {

  private static final Logger LOG = Logs.of(Health.class);
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
  private static final byte[] YES = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

  private final List<ReadyCheck> checks;
  private final Fitness fitness;
  private volatile boolean started;
  private volatile boolean leaving;

  Health(List<ReadyCheck> checks, Fitness fitness) {
    this.checks = List.copyOf(checks);
    this.fitness = fitness;
  }

  /// From now on the service is not ready, whatever the checks say.
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  boolean isReady() {
    return failing().isEmpty();
  }

  void routing(HttpRouting.Builder routing) {
    routing
        .get("/health/live", (_, response) -> answer(response, List.of()))
        .get("/health/started", this::started)
        .get("/health/ready", (_, response) -> answer(response, failing()))
        .get("/health/fit", (_, response) -> answer(response, unfit()));
  }

  private void started(ServerRequest request, ServerResponse response) {
    answer(response, started ? List.of() : failing());
  }

  /// What keeps others from calling the service: as for being ready, and its own faults besides.
  /// They are no reason for a restart, nor for a router that knows no other instance.
  private List<String> unfit() {
    var failing = failing();
    return failing.isEmpty() && !fitness.isFit() ? List.of("own-faults") : failing;
  }

  /// What keeps the service from being ready.
  private List<String> failing() {
    if (leaving) {
      return List.of("leaving");
    }
    var failing = new ArrayList<String>();
    for (var check : checks) {
      if (!passes(check)) {
        failing.add(check.name());
      }
    }
    if (failing.isEmpty()) {
      started = true;
    }
    return failing;
  }

  private static boolean passes(ReadyCheck check) {
    try {
      return check.passes().getAsBoolean();
    } catch (RuntimeException e) {
      // A check is foreign code; one that breaks says the same as one that fails, and louder.
      LOG.log(Level.WARNING, "The check " + check.name() + " broke", e);
      return false;
    }
  }

  private static void answer(ServerResponse response, List<String> failing) {
    response.header(NO_STORE);
    if (failing.isEmpty()) {
      Reply.json(response, YES);
      return;
    }
    var body = "{\"ok\":false,\"failing\":[\"" + String.join("\",\"", failing) + "\"]}";
    Reply.json(response, Status.SERVICE_UNAVAILABLE_503, body.getBytes(StandardCharsets.UTF_8));
  }
}
