package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an attempt leaves behind in spans and metrics, and what the callee is told of the trace.
final class TraceTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";
  private static final Call CALL =
      new Call(Method.POST, "/v1/orders/7?x=1", "/v1/orders/{order}", Headers.none(), new byte[2]);

  @TempDir Path snapshots;

  private final Recorded recorded = new Recorded();

  @AfterEach
  void close() {
    recorded.close();
  }

  @Test
  void anAttemptWithinARecordedSpanIsAClientSpanAndTheCalleeItsChild() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots, recorded.telemetry(), peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());
      var parent = recorded.telemetry().getTracer("test").spanBuilder("asker").startSpan();

      var _ = traced(Context.root().with(parent)).call(() -> callee.call(CALL));

      var span = recorded.spans().getFirst();
      assertEquals("POST /v1/orders/{order}", span.getName());
      assertEquals(SpanKind.CLIENT, span.getKind());
      assertEquals(parent.getSpanContext().getSpanId(), span.getParentSpanId());
      assertEquals("POST", span.getAttributes().get(Trace.METHOD));
      assertEquals("/v1/orders/7", span.getAttributes().get(Trace.PATH));
      assertEquals("127.0.0.1", span.getAttributes().get(Trace.ADDRESS));
      assertEquals((long) peer.port(), span.getAttributes().get(Trace.PORT));
      assertEquals(200L, span.getAttributes().get(Trace.STATUS));
      assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
      var flags = span.getSpanContext().getTraceFlags();
      var told =
          "traceparent: 00-%s-%s-%s\r\n"
              .formatted(span.getTraceId(), span.getSpanId(), flags.asHex());
      assertTrue(flags.isSampled());
      assertTrue(peer.requests().getFirst().contains(told));
    }
  }

  @Test
  void anAttemptThatNobodyRecordsMakesNoSpanAndPassesTheTraceOn() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots, recorded.telemetry(), peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());
      var state = TraceState.builder().put("vendor", "x").build();
      var remote =
          SpanContext.createFromRemoteParent(TRACE_ID, SPAN_ID, TraceFlags.getDefault(), state);

      var _ = traced(Context.root().with(Span.wrap(remote))).call(() -> callee.call(CALL));
      var _ = traced(Context.root()).call(() -> callee.call(CALL));

      assertEquals(List.of(), recorded.spans());
      var first = peer.requests().getFirst();
      assertTrue(first.contains("traceparent: 00-" + TRACE_ID + "-" + SPAN_ID + "-00\r\n"), first);
      assertTrue(first.contains("tracestate: vendor=x\r\n"), first);
      assertFalse(peer.requests().getLast().contains("traceparent"));
    }
  }

  @Test
  void anAttemptThatFailsIsMarked() {
    try (var fixture = MeshFixture.of(snapshots, recorded.telemetry())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());
      var parent = recorded.telemetry().getTracer("test").spanBuilder("asker").startSpan();

      var _ = traced(Context.root().with(parent)).call(() -> callee.call(CALL));

      var span = recorded.spans().getFirst();
      assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
      assertEquals("not-sent", span.getAttributes().get(Trace.ERROR));
    }
  }

  @Test
  void everyAttemptIsMeasuredAndEveryConnectionCounted() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots, recorded.telemetry(), peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());

      var _ = MeshFixture.call(callee, CALL);
      var _ = MeshFixture.call(callee, CALL);

      var durations =
          recorded.metric("http.client.request.duration").getHistogramData().getPoints();
      var point = durations.iterator().next();
      assertEquals(1, durations.size());
      assertEquals(2, point.getCount());
      assertTrue(point.getBoundaries().contains(0.02));
      assertEquals(MeshFixture.NAME, point.getAttributes().get(Trace.ADDRESS));
      assertEquals("/v1/orders/{order}", point.getAttributes().get(Trace.ROUTE));
      assertEquals(200L, point.getAttributes().get(Trace.STATUS));
      assertEquals(1, connections("idle"));
      assertEquals(0, connections("used"));
      assertEquals(0, sum("bestow.mesh.pool.waiters"));
      assertEquals(1, sum("bestow.mesh.instances"));
      assertEquals(0, sum("bestow.mesh.registry.failures"));
    }
  }

  private long connections(String state) {
    return recorded.metric("bestow.mesh.pool.connections").getLongGaugeData().getPoints().stream()
        .filter(
            point ->
                state.equals(
                    point.getAttributes().get(AttributeKey.stringKey("bestow.pool.state"))))
        .mapToLong(point -> point.getValue())
        .sum();
  }

  private long sum(String gauge) {
    return recorded.metric(gauge).getLongGaugeData().getPoints().stream()
        .mapToLong(point -> point.getValue())
        .sum();
  }

  private static CallContext traced(Context trace) {
    return MeshFixture.within(Duration.ofSeconds(30)).traced(trace);
  }
}
