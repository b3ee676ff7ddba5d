package bestow.wire.delivery;

import io.avaje.jsonb.Json;
import java.util.List;

/// What became of codes that were to be put into a pool.
///
/// @param imported how many are in it now that were not before
/// @param duplicates the lines, from 1, of those that had been in it before, or came twice
/// @param left how many it has to hand out
@Json
public record CodesReply(int imported, List<Integer> duplicates, long left) {
  public CodesReply {
    duplicates = List.copyOf(duplicates);
  }
}
