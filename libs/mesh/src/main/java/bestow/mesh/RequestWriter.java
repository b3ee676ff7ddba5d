package bestow.mesh;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.stream.Collectors;

/// Writes an attempt down as an HTTP/1.1 request, in one run of bytes, so that it leaves in one
/// packet where it is small enough.
final class RequestWriter {

  // What comes besides the path, the caller's headers and the body, generously.
  private static final int OWN_BYTES = 512;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Manners manners;
  private final int portUsual;

  /// A writer of requests for a callee that is spoken to so.
  ///
  /// @param portUsual the port that goes without saying
  RequestWriter(Manners manners, int portUsual) {
    this.manners = manners;
    this.portUsual = portUsual;
  }

  /// The bytes of the request.
  ///
  /// @param leftNanos how much time the attempt has
  byte[] request(Attempt attempt, Instance instance, long leftNanos) {
    var origin = instance.port() == portUsual ? instance.hostInUrl() : instance.address();
    var call = attempt.call();
    var body = call.body();
    var headers = call.headers().lines();
    var request = new Bytes(OWN_BYTES + call.path().length() + headers.length + body.length);
    request.ascii(call.method().name()).ascii(" ").ascii(call.path()).ascii(" HTTP/1.1\r\nHost: ");
    request.ascii(origin).ascii("\r\nUser-Agent: bestow\r\n").raw(headers);
    trace(request, Span.fromContext(attempt.context().trace()).getSpanContext());
    if (manners == Manners.INSIDE) {
      // 1 ms less: what the way there costs.
      long left = leftNanos / NANOS_PER_MILLI - 1;
      request.ascii("Bestow-Deadline-Ms: ").number(Math.max(0, left));
      request.ascii("\r\nBestow-Criticality: ").ascii(attempt.context().criticality().word());
      request.ascii("\r\n");
      if (!attempt.context().marks().isEmpty()) {
        request.ascii("Bestow-Marks: ").ascii(Mark.words(attempt.context().marks()));
        request.ascii("\r\n");
      }
    }
    if (body.length > 0 || call.method().expectsBody()) {
      request.ascii("Content-Length: ").number(body.length).ascii("\r\n");
    }
    return request.ascii("\r\n").raw(body).all();
  }

  /// W3C trace context: passed on even when nobody records, so that all agree not to.
  private static void trace(Bytes request, SpanContext span) {
    if (!span.isValid()) {
      return;
    }
    request.ascii("traceparent: 00-").ascii(span.getTraceId()).ascii("-").ascii(span.getSpanId());
    request.ascii("-").ascii(span.getTraceFlags().asHex()).ascii("\r\n");
    var state = span.getTraceState();
    if (!state.isEmpty()) {
      var entries =
          state.asMap().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining(","));
      request.ascii("tracestate: ").ascii(entries).ascii("\r\n");
    }
  }
}
