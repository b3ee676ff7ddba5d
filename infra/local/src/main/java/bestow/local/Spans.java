package bestow.local;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns OpenTelemetry's spans into Zipkin's.
final class Spans {
  private Spans() {}

  static List<ZipkinSpan> of(ExportTraceServiceRequest request) {
    var spans = new ArrayList<ZipkinSpan>();
    for (var resource : request.getResourceSpansList()) {
      var service =
          tags(resource.getResource().getAttributesList()).getOrDefault("service.name", "unknown");
      for (var scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(span(service, span)));
      }
    }
    return spans;
  }

  private static ZipkinSpan span(String service, Span span) {
    var tags = tags(span.getAttributesList());
    if (span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR) {
      var message = span.getStatus().getMessage();
      tags.put("error", message.isEmpty() ? "true" : message);
    }
    return new ZipkinSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        span.getParentSpanId().isEmpty() ? null : hex(span.getParentSpanId()),
        kind(span.getKind()),
        span.getName(),
        span.getStartTimeUnixNano() / 1_000,
        Math.max(1, (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000),
        new ZipkinSpan.Endpoint(service),
        tags);
  }

  private static @Nullable String kind(Span.SpanKind kind) {
    return switch (kind) {
      case SPAN_KIND_SERVER -> "SERVER";
      case SPAN_KIND_CLIENT -> "CLIENT";
      case SPAN_KIND_PRODUCER -> "PRODUCER";
      case SPAN_KIND_CONSUMER -> "CONSUMER";
      case SPAN_KIND_INTERNAL, SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }

  private static Map<String, String> tags(List<KeyValue> attributes) {
    var tags = new LinkedHashMap<String, String>();
    attributes.forEach(attribute -> tags.put(attribute.getKey(), text(attribute.getValue())));
    return tags;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(Spans::text).toList().toString();
      case KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET -> value.toString();
      default -> value.toString();
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
