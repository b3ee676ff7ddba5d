package bestow.wire.reporting;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/reports`: counts in a batch of 1 to 1,000. The same batch again counts once.
///
/// @param sender who counted: an instance, unique over its restarts
/// @param batch the sender's own number, from 1
/// @param counts what was counted
@Json
public record ReportRequest(String sender, long batch, List<Count> counts) {
  public ReportRequest {
    if (sender.isEmpty() || sender.length() > 100)
      throw new IllegalArgumentException("sender 1 to 100 characters");
    if (batch < 1) throw new IllegalArgumentException("batch >= 1, was " + batch);
    if (counts.isEmpty() || counts.size() > 1000)
      throw new IllegalArgumentException("counts 1 to 1,000, were " + counts.size());
    counts = List.copyOf(counts);
  }
}
