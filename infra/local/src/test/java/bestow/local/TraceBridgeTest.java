package bestow.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Act;
import bestow.testing.FakePeer;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class TraceBridgeTest {
  @Test
  void handsASpanToZipkinAsZipkinHasIt() throws Exception {
    try (var zipkin = FakePeer.start(Act.answer(202, ""))) {
      assertEquals(200, send(zipkin, gzip(request().toByteArray())));

      var sent = zipkin.requests().getFirst();
      assertTrue(sent.startsWith("POST /api/v2/spans HTTP/1.1\r\n"), sent);
      assertTrue(
          sent.endsWith(
              """
              [{"traceId":"0102030405060708090a0b0c0d0e0f10","id":"a1a2a3a4a5a6a7a8","parentId":"b1b2b3b4b5b6b7b8",\
              "kind":"CLIENT","name":"POST","timestamp":1800000000000000,"duration":1500,\
              "localEndpoint":{"serviceName":"gateway"},"tags":{"http.route":"/v1/claims","retries":"2","error":"timed \\"out\\""}}]"""),
          sent);
    }
  }

  @Test
  void asksTheExporterToTryAgainWhileZipkinIsNotThere() throws Exception {
    try (var zipkin = FakePeer.start(Act.answer(503, ""))) {
      assertEquals(503, send(zipkin, gzip(request().toByteArray())));
    }
  }

  @Test
  void refusesWhatIsNoTrace() throws Exception {
    try (var zipkin = FakePeer.start(Act.answer(202, ""))) {
      assertEquals(400, send(zipkin, gzip("no protobuf".getBytes(UTF_8))));
      assertEquals(0, zipkin.accepted());
    }
  }

  private static int send(FakePeer zipkin, byte[] body) throws Exception {
    var bridge = TraceBridge.start(0, URI.create("http://127.0.0.1:" + zipkin.port()));
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + bridge.getAddress().getPort() + "/v1/traces"))
              .header("Content-Encoding", "gzip")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } finally {
      bridge.stop(0);
    }
  }

  private static ExportTraceServiceRequest request() {
    var span =
        Span.newBuilder()
            .setTraceId(hex("0102030405060708090a0b0c0d0e0f10"))
            .setSpanId(hex("a1a2a3a4a5a6a7a8"))
            .setParentSpanId(hex("b1b2b3b4b5b6b7b8"))
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .setName("POST")
            .setStartTimeUnixNano(1_800_000_000_000_000_000L)
            .setEndTimeUnixNano(1_800_000_000_001_500_000L)
            .addAttributes(
                attribute("http.route", AnyValue.newBuilder().setStringValue("/v1/claims")))
            .addAttributes(attribute("retries", AnyValue.newBuilder().setIntValue(2)))
            .setStatus(
                Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage("timed \"out\""));
    var resource =
        Resource.newBuilder()
            .addAttributes(
                attribute("service.name", AnyValue.newBuilder().setStringValue("gateway")));
    var spans = ScopeSpans.newBuilder().addSpans(span);
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource).addScopeSpans(spans))
        .build();
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static ByteString hex(String text) {
    return ByteString.copyFrom(HexFormat.of().parseHex(text));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
