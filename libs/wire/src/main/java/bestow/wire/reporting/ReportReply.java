package bestow.wire.reporting;

import io.avaje.jsonb.Json;

/// A batch is counted.
///
/// @param repeated whether it had been counted before
@Json
public record ReportReply(boolean repeated) {}
