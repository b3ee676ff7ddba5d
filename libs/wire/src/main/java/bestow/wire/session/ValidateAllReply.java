package bestow.wire.session;

import io.avaje.jsonb.Json;
import java.util.List;

/// Whose sessions tokens are.
///
/// @param replies one for each, in their order
@Json
public record ValidateAllReply(List<ValidateReply> replies) {
  public ValidateAllReply {
    replies = List.copyOf(replies);
  }
}
