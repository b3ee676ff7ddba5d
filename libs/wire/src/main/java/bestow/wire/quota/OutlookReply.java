package bestow.wire.quota;

import io.avaje.jsonb.Json;
import java.util.List;

/// What claims would come to.
///
/// @param outlooks one for each, in their order
@Json
public record OutlookReply(List<Outlook> outlooks) {
  public OutlookReply {
    outlooks = List.copyOf(outlooks);
  }
}
