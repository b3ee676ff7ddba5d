package bestow.local;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A span as Zipkin's JSON (version 2) has it.
///
/// @param timestamp when it began, epoch microseconds
/// @param duration microseconds, at least 1
/// @param kind `SERVER`, `CLIENT`, `PRODUCER` or `CONSUMER`; null for a span inside of a service
@Json
record ZipkinSpan(
    String traceId,
    String id,
    @Nullable String parentId,
    @Nullable String kind,
    String name,
    long timestamp,
    long duration,
    Endpoint localEndpoint,
    Map<String, String> tags) {
  /// Whose span it is.
  @Json
  record Endpoint(String serviceName) {}
}
