package bestow.bench;

import bestow.mesh.Call;
import bestow.mesh.Repeat;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;

/// The one call that is made in every way: a small POST within a trace that nobody records, and an
/// answer such as our services give.
final class Hop {
  static final byte[] BODY =
      ascii(
          "{\"campaign\":\"bench\",\"gift\":\"vip-day\",\"user\":\"bench-4711\",\"key\":\"k-1\"}");
  private static final String PATH = "/v1/hold";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String HELD =
      "{\"order\":\"7f3a9c2e51d84b60a1f2c3d4e5b6a798\",\"state\":\"held\",\"left\":9999}";

  private Hop() {}

  /// As the mesh is asked for it.
  static Call call() {
    return Call.post(PATH, BODY).repeat(Repeat.HARMLESS);
  }

  /// The trace that it is part of.
  static Context trace() {
    var parent =
        SpanContext.createFromRemoteParent(
            TRACE, SPAN, TraceFlags.getDefault(), TraceState.getDefault());
    return Context.root().with(Span.wrap(parent));
  }

  /// The bytes that the mesh sends for it.
  static byte[] request(int port) {
    return ascii(
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        User-Agent: bestow\r
        Content-Type: application/json\r
        traceparent: 00-%s-%s-00\r
        Bestow-Deadline-Ms: 498\r
        Bestow-Criticality: commit\r
        Bestow-Marks: repeated-above\r
        Content-Length: %d\r
        \r
        """
                .formatted(PATH, port, TRACE, SPAN, BODY.length)
            + new String(BODY, StandardCharsets.US_ASCII));
  }

  /// The bytes of its answer.
  static byte[] answer() {
    return ascii(
        """
        HTTP/1.1 200 OK\r
        Date: Sat, 21 Nov 2026 12:00:00 +0000\r
        Connection: keep-alive\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(HELD.length(), HELD));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
