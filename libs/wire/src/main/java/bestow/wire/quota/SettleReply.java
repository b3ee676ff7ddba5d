package bestow.wire.quota;

import io.avaje.jsonb.Json;
import java.util.List;

/// What became of a batch.
///
/// @param settled how many now stand as asked, also those that did before
/// @param failed the numbers of those that must be sent again: the store gave no answer
/// @param contrary the numbers of those that had already ended the other way; sending them again
///     changes nothing
@Json
public record SettleReply(int settled, List<String> failed, List<String> contrary) {
  public SettleReply {
    failed = List.copyOf(failed);
    contrary = List.copyOf(contrary);
  }
}
