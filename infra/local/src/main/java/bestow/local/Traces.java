package bestow.local;

import bestow.mesh.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Finds the trace of a claim in Zipkin.
final class Traces {
  // By the room at the end of the way: a try that got no further is not what was claimed.
  private static final URI DELIVERED =
      URI.create("/api/v2/traces?serviceName=delivery&spanName=post%20/v1/deliver&limit=1");
  private static final Pattern TRACE_ID = Pattern.compile("\"traceId\":\"([0-9a-f]+)\"");
  // Exporters send once a second, and Zipkin takes a moment to index.
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Doors doors;
  private final Ticker ticker;

  Traces(Doors doors, Ticker ticker) {
    this.doors = doors;
    this.ticker = ticker;
  }

  /// The address at which a person sees the newest delivered claim's trace.
  String newestDelivered(URI zipkin) throws LaunchException, InterruptedException {
    var start = ticker.nanos();
    while (ticker.nanos() - start < LIMIT.toNanos()) {
      var trace = newest(zipkin);
      if (trace.isPresent()) {
        return zipkin + "/zipkin/traces/" + trace.get();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return "not in Zipkin after " + LIMIT.toSeconds() + " s; look at " + zipkin + "/zipkin";
  }

  private Optional<String> newest(URI zipkin) throws LaunchException, InterruptedException {
    var found = TRACE_ID.matcher(doors.get(zipkin.resolve(DELIVERED)).body());
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
