package bestow.local;

import bestow.wire.Json;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/// Takes spans as OpenTelemetry sends them (OTLP over HTTP, protobuf) and hands them to a Zipkin,
/// which does not understand them. A program of its own, for development only.
final class TraceBridge {
  // An exporter sends at most 512 spans at once, each of some kilobytes.
  private static final int BODY_BYTES_MAX = 16 << 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI zipkin;
  private final HttpClient client;

  private TraceBridge(URI zipkin) {
    this.zipkin = zipkin.resolve("/api/v2/spans");
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
  }

  /// Runs until it is ended.
  ///
  /// @param args the port to listen on, and Zipkin's address
  public static void main(String[] args) throws IOException {
    start(Integer.parseInt(args[0]), URI.create(args[1]));
  }

  /// Listens until the process ends.
  static HttpServer start(int port, URI zipkin) throws IOException {
    var bridge = new TraceBridge(zipkin);
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/traces", bridge::spans);
    server.createContext("/health/ready", exchange -> answer(exchange, 200));
    server.start();
    return server;
  }

  private void spans(HttpExchange exchange) throws IOException {
    try {
      var spans = Spans.of(ExportTraceServiceRequest.parseFrom(body(exchange)));
      answer(exchange, hand(spans) ? 200 : 503);
    } catch (InvalidProtocolBufferException _) {
      answer(exchange, 400);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hand(List<ZipkinSpan> spans) throws InterruptedException {
    var json = new ByteArrayOutputStream();
    var codec = Json.codec(ZipkinSpan.class);
    json.write('[');
    for (var span : spans) {
      if (json.size() > 1) {
        json.write(',');
      }
      json.writeBytes(codec.write(span));
    }
    json.writeBytes("]".getBytes(StandardCharsets.US_ASCII));
    var request =
        HttpRequest.newBuilder(zipkin)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.toByteArray()))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException _) {
      // Zipkin is not there yet or any more; the exporter tries again.
      return false;
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    var encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    try (InputStream body =
        "gzip".equals(encoding)
            ? new GZIPInputStream(exchange.getRequestBody())
            : exchange.getRequestBody()) {
      return body.readNBytes(BODY_BYTES_MAX);
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
