package bestow.quota;

/// How things are called in Redis. Every name begins with the hash tag of its shard; the scripts
/// make some of these names themselves, so that they change together or not at all.
final class Names {
  private Names() {}

  static String pool(PoolId pool, int bucket) {
    return tag('s', Layout.shard(pool.gift(), bucket))
        + ":pool:"
        + pool.gift().name()
        + ":"
        + bucket
        + dated(pool);
  }

  static String reservoir(PoolId pool) {
    return tag('s', Layout.home(pool.gift())) + ":reservoir:" + pool.gift().name() + dated(pool);
  }

  static String user(GiftId gift, UserId user, int bucket) {
    return tag('s', Layout.shard(gift, bucket)) + ":user:" + gift.name() + ":" + user.value();
  }

  static String order(OrderNumber order) {
    return orders(order.shard()) + order.value();
  }

  /// What the names of all orders of a shard begin with.
  static String orders(int shard) {
    return tag('s', shard) + ":order:";
  }

  /// The orders without an end of a shard, by when they are to be asked for.
  static String due(int shard) {
    return tag('s', shard) + ":due";
  }

  /// The orders of a shard that have got their end and were not compared yet.
  static String ended(int shard) {
    return tag('s', shard) + ":ended";
  }

  /// What was found in a shard, by subject.
  static String findings(int shard) {
    return tag('s', shard) + ":findings";
  }

  /// The names of the pools whose reservoirs lie in a shard.
  static String pools(int shard) {
    return tag('s', shard) + ":pools";
  }

  static String key(KeyNote note) {
    // A partner's notes are spread by key: by owner they would all lie on one shard.
    var spread = note.owner().isEmpty() ? note.key().digest() : note.owner();
    return tag('k', Layout.notes(spread)) + ":key:" + note.key().digest() + ":" + note.owner();
  }

  private static String dated(PoolId pool) {
    return pool.daily() ? ":" + pool.date() : "";
  }

  private static String tag(char kind, int shard) {
    return "{"
        + kind
        + Character.forDigit(shard >>> 4, 16)
        + Character.forDigit(shard & 0xf, 16)
        + "}";
  }
}
