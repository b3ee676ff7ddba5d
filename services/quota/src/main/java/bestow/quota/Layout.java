package bestow.quota;

import java.nio.charset.StandardCharsets;

/// Where everything lies. A gift's buckets and its reservoir are spread over 256 shards, each a
/// hash tag of its own, so that one script sees all that a claim needs and several Redis nodes can
/// share the work. All of it is fixed for ever: another hash would look for the stock elsewhere.
final class Layout {
  static final int SHARDS = 256;

  /// Odd, so that up to 256 buckets of a gift never share a shard, and far from 1, so that two
  /// gifts on neighbouring shards do not share all of theirs.
  private static final int STRIDE = 37;

  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Layout() {}

  /// The shard of a gift's reservoir, and of its first bucket.
  static int home(GiftId gift) {
    return (int) Long.remainderUnsigned(hash(gift.name()), SHARDS);
  }

  /// The shard of a gift's bucket.
  static int shard(GiftId gift, int bucket) {
    return (home(gift) + bucket * STRIDE) % SHARDS;
  }

  /// The bucket of a user, always the same one.
  static int bucket(GiftId gift, UserId user, int buckets) {
    if (buckets == 1) {
      return 0;
    }
    return (int) Long.remainderUnsigned(hash(gift.name() + ":" + user.value()), buckets);
  }

  /// The shard of notes about Idempotency-Keys that are spread by this text.
  static int notes(String spread) {
    return (int) Long.remainderUnsigned(hash(spread), SHARDS);
  }

  /// FNV-1a, its bits mixed once more: on its own, its lower bits are too regular to divide by.
  private static long hash(String text) {
    long hash = FNV_START;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
