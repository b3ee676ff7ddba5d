package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.testing.RedisProcess;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a store tells about its calls.
class StoreTelemetryTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";

  private StoreFixture fixture;

  @BeforeEach
  void start() {
    fixture = StoreFixture.up();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aCallOfASampledTraceIsASpanBelowItsCallers() {
    runIn(TraceFlags.getSampled(), Scripts.COUNT);

    assertEquals(1, fixture.seen().spans().size());
    SpanData span = fixture.seen().spans().getFirst();
    assertEquals("EVALSHA count", span.getName());
    assertEquals(SpanKind.CLIENT, span.getKind());
    assertEquals(TRACE, span.getTraceId());
    assertEquals(PARENT, span.getParentSpanId());
    assertEquals("redis", text(span, "db.system.name"));
    assertEquals("EVALSHA", text(span, "db.operation.name"));
    assertEquals("count", text(span, "db.stored_procedure.name"));
    assertEquals("0", text(span, "db.namespace"));
    assertEquals("127.0.0.1", text(span, "server.address"));
    assertEquals(
        fixture.redis().port(), span.getAttributes().get(AttributeKey.longKey("server.port")));
    assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
  }

  @Test
  void anErrorMarksTheSpanWithItsCode() {
    runIn(
        TraceFlags.getSampled(), Script.of("odd", "#!lua\nreturn redis.error_reply('ODD it is')"));

    SpanData span = fixture.seen().spans().getFirst();
    assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
    assertEquals("ODD", text(span, "db.response.status_code"));
    assertEquals("ODD", text(span, "error.type"));
  }

  @Test
  void aCallThatWasNotSentMarksTheSpan() {
    fixture.store().close();

    runIn(TraceFlags.getSampled(), Scripts.COUNT);

    SpanData span = fixture.seen().spans().getFirst();
    assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
    assertEquals("not-sent", text(span, "error.type"));
  }

  @Test
  void aCallOfNoSampledTraceHasNoSpan() {
    runIn(TraceFlags.getDefault(), Scripts.COUNT);
    fixture.note("notes", "of no trace at all");

    assertTrue(fixture.seen().spans().isEmpty());
  }

  @Test
  void everyCallIsCountedByScriptAndByOutcome() {
    RedisProcess redis = fixture.redis();
    fixture.note("notes", "1");
    fixture.note("notes", "2");
    fixture.store().run(Scripts.ECHO, List.of(), List.of("x"));
    redis.command("CONFIG", "SET", "maxmemory", "1");
    fixture.note("notes", "3");

    Seen seen = fixture.seen();
    assertEquals(3, seen.count("bestow.store.script.duration", "note"));
    assertEquals(1, seen.count("bestow.store.script.duration", "echo"));
    assertEquals(3, seen.sum("bestow.store.calls", "\"done\""));
    assertEquals(1, seen.sum("bestow.store.calls", "\"failed\""));
    assertEquals(0, seen.sum("bestow.store.calls", "\"unknown\""));
    assertEquals(0, seen.sum("bestow.store.calls", "\"not-sent\""));
    assertEquals(
        List.of(
            "bestow.store.batch.size",
            "bestow.store.calls",
            "bestow.store.connections.up",
            "bestow.store.queue.depth",
            "bestow.store.script.duration",
            "bestow.store.withdrawn"),
        seen.names());
  }

  private void runIn(TraceFlags flags, Script script) {
    SpanContext parent = SpanContext.create(TRACE, PARENT, flags, TraceState.getDefault());
    Context trace = Span.wrap(parent).storeInContext(Context.root());
    Deadline deadline = Deadline.in(Duration.ofSeconds(30), Ticker.system());
    new CallContext(deadline, trace, Criticality.COMMIT)
        .run(() -> fixture.store().run(script, List.of("counted"), List.of()));
  }

  private static String text(SpanData span, String key) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
  }
}
