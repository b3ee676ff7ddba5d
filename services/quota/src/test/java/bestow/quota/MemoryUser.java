package bestow.quota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the model knows of one user of one gift. For one thread.
final class MemoryUser {
  private final List<OrderNumber> open = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Integer> sequences = new HashMap<>();
  private final Map<ClaimKey, OrderNumber> keys = new HashMap<>();
  private long keptTill;

  /// The order without an end, if there is one.
  List<OrderNumber> open() {
    return open;
  }

  /// How many orders count, by period.
  Map<String, Integer> counts() {
    return counts;
  }

  /// How many orders there ever were, by period.
  Map<String, Integer> sequences() {
    return sequences;
  }

  /// The order of each key.
  Map<ClaimKey, OrderNumber> keys() {
    return keys;
  }

  /// Until when all of it is kept, in epoch milliseconds; 0 for ever.
  long keptTill() {
    return keptTill;
  }

  /// Has all of it kept until then, or as long as before if that is longer.
  void kept(long till) {
    keptTill = Math.max(keptTill, till);
  }

  /// Another one in which all is as it is here now.
  MemoryUser copy() {
    var copy = new MemoryUser();
    copy.open.addAll(open);
    copy.counts.putAll(counts);
    copy.sequences.putAll(sequences);
    copy.keys.putAll(keys);
    copy.keptTill = keptTill;
    return copy;
  }
}
