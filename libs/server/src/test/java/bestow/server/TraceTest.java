package bestow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CallContext;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SAMPLED = "traceparent: 00-" + TRACE + "-b7ad6b7169203331-01\n";
  private static final String UNSAMPLED = "traceparent: 00-" + TRACE + "-b7ad6b7169203331-00\n";
  private static final String GET = "GET /v1/orders/7?token=x HTTP/1.1\nHost: x\n";

  private static void doors(HttpRules rules) {
    rules
        .get("/v1/orders/{order}", TraceTest::tellTrace)
        .get(
            "/v1/broken",
            (_, _) -> {
              throw new IllegalStateException("broken");
            });
  }

  private static void tellTrace(ServerRequest request, ServerResponse response) {
    var span = Span.fromContext(CallContext.current().trace()).getSpanContext();
    Reply.json(response, (span.getTraceId() + " " + span.getSpanId()).getBytes(UTF_8));
  }

  @Test
  void aSpanContinuesTheCallersTraceAndSaysWhatTheConventionsAsk() throws Exception {
    try (var spans = new RecordedSpans(Sampler.alwaysOff());
        var server = LiveServer.of(Service.of("test", 0), spans.telemetry(), TraceTest::doors)) {
      var answer = server.ask(GET + SAMPLED + "\n");

      var span = spans.only();
      assertTrue(answer.endsWith(TRACE + " " + span.getSpanId()), answer);
      assertEquals("GET /v1/orders/{order}", span.getName());
      assertEquals(SpanKind.SERVER, span.getKind());
      assertEquals(TRACE, span.getTraceId());
      assertEquals("b7ad6b7169203331", span.getParentSpanId());
      assertEquals("GET", text(span, "http.request.method"));
      assertEquals("http", text(span, "url.scheme"));
      assertEquals("/v1/orders/7", text(span, "url.path"));
      assertEquals("/v1/orders/{order}", text(span, "http.route"));
      assertEquals("127.0.0.1", text(span, "server.address"));
      assertEquals(server.port(), number(span, "server.port"));
      assertEquals("127.0.0.1", text(span, "client.address"));
      assertEquals(200, number(span, "http.response.status_code"));
      assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
      assertEquals("(none)", text(span, "error.type"));
    }
  }

  @Test
  void whatTheCallerDoesNotRecordIsPassedOnButNotRecorded() throws Exception {
    try (var spans = new RecordedSpans(Sampler.alwaysOn());
        var server = LiveServer.of(Service.of("test", 0), spans.telemetry(), TraceTest::doors)) {
      var answer = server.ask(GET + UNSAMPLED + "\n");

      assertTrue(answer.contains(TRACE), answer);
      server.stop();
      assertEquals(0, spans.all().size());
    }
  }

  @Test
  void aTraceThatBeginsHereIsRecordedAsTheSamplerSays() throws Exception {
    try (var spans = new RecordedSpans(Sampler.alwaysOn());
        var server = LiveServer.of(Service.of("test", 0), spans.telemetry(), TraceTest::doors)) {
      server.ask(GET + "\n");

      assertFalse(spans.only().getParentSpanContext().isValid());
    }
  }

  @Test
  void whatUsersSayOfTracesIsNotBelievedAndTheyLearnWhichIsTheirs() throws Exception {
    var facing = Service.of("test", 0).facingUsers();
    try (var spans = new RecordedSpans(Sampler.alwaysOn());
        var server = LiveServer.of(facing, spans.telemetry(), TraceTest::doors)) {
      var answer = server.ask(GET + SAMPLED + "\n");

      var span = spans.only();
      assertFalse(span.getParentSpanContext().isValid());
      assertTrue(answer.contains("\r\nBestow-Trace: " + span.getTraceId() + "\r\n"), answer);
    }
  }

  @Test
  void aDoorThatBreaksMarksItsSpan() throws Exception {
    try (var spans = new RecordedSpans(Sampler.alwaysOn());
        var server = LiveServer.of(Service.of("test", 0), spans.telemetry(), TraceTest::doors)) {
      server.ask("GET /v1/broken HTTP/1.1\nHost: x\n\n");

      var span = spans.only();
      assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
      assertEquals("500", text(span, "error.type"));
      assertEquals("exception", span.getEvents().getFirst().getName());
    }
  }

  @Test
  void aPathThatNobodyHasMakesNoNameOfItsOwn() throws Exception {
    try (var spans = new RecordedSpans(Sampler.alwaysOn());
        var server = LiveServer.of(Service.of("test", 0), spans.telemetry(), TraceTest::doors)) {
      server.ask("BREW /nowhere/at/all HTTP/1.1\nHost: x\n\n");

      var span = spans.only();
      assertEquals("_OTHER", span.getName());
      assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
      assertEquals(404, number(span, "http.response.status_code"));
    }
  }

  @Test
  void healthIsNoPartOfAnyTrace() throws Exception {
    try (var spans = new RecordedSpans(Sampler.alwaysOn());
        var server = LiveServer.of(Service.of("test", 0), spans.telemetry(), TraceTest::doors)) {
      server.ask("GET /health/ready HTTP/1.1\nHost: x\n" + SAMPLED + "\n");
      server.stop();

      assertEquals(0, spans.all().size());
    }
  }

  private static String text(SpanData span, String key) {
    return Objects.requireNonNullElse(
        span.getAttributes().get(AttributeKey.stringKey(key)), "(none)");
  }

  private static long number(SpanData span, String key) {
    return Objects.requireNonNullElse(span.getAttributes().get(AttributeKey.longKey(key)), -1L);
  }
}
