package bestow.delivery;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;

/// Pools of codes in delivery's own Redis, each pool in one hash slot. Every code has a checksum in
/// front, over its pool and itself, since Redis checks nothing of what its file holds.
final class RedisCodeStore implements CodeStore {

  private static final Script IMPORT = Script.load(RedisCodeStore.class, "codes-import.lua");
  private static final Script HAND = Script.load(RedisCodeStore.class, "codes-hand.lua");
  private static final Script LOOK = Script.load(RedisCodeStore.class, "codes-look.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(IMPORT, HAND, LOOK);

  private static final int SUM_DIGITS = 8;

  private final Store store;

  RedisCodeStore(Store store) {
    this.store = store;
  }

  @Override
  public Told add(PoolName pool, List<String> codes) {
    var keys = List.of(slot(pool) + "known", free(pool));
    var args = codes.stream().map(code -> sum(pool, code) + code).toList();
    return run(IMPORT, keys, args, said -> added(said));
  }

  @Override
  public Told hand(PoolName pool, OrderNumber order) {
    return run(HAND, List.of(given(pool), free(pool)), List.of(order.value()), code(pool));
  }

  @Override
  public Told look(PoolName pool, OrderNumber order) {
    return run(LOOK, List.of(given(pool), free(pool)), List.of(order.value()), code(pool));
  }

  private Told run(
      Script script, List<String> keys, List<String> args, Function<Value.Many, Told> read) {
    return switch (store.run(script, keys, args)) {
      case StoreReply.Done(Value value) -> read.apply(value.many());
      case StoreReply.NotSent(String why) -> new Told.NotSent(why);
      case StoreReply.Unknown(String why) -> new Told.InDoubt(why);
      case StoreReply.Failed failed ->
          failed.nothingRan() ? new Told.NotSent(failed.error()) : new Told.InDoubt(failed.error());
    };
  }

  private static Told added(Value.Many said) {
    var duplicates = new ArrayList<Integer>();
    for (int i = 1; i < said.size(); i++) {
      duplicates.add((int) said.number(i));
    }
    return new Told.Added(duplicates, said.number(0));
  }

  private static Function<Value.Many, Told> code(PoolName pool) {
    return said -> {
      if (said.size() == 1) {
        return new Told.None();
      }
      var text = said.text(1);
      var code = text.substring(Math.min(SUM_DIGITS, text.length()));
      return text.equals(sum(pool, code) + code)
          ? new Told.Has(code, said.number(0))
          : new Told.Damaged("a code of the pool " + pool.value() + " has a wrong checksum");
    };
  }

  private static String sum(PoolName pool, String code) {
    var crc = new CRC32C();
    crc.update((pool.value() + "\t" + code).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /// The key of the codes that a pool has to hand out.
  static String free(PoolName pool) {
    return slot(pool) + "free";
  }

  /// The key of the codes that a pool has handed out, by order.
  static String given(PoolName pool) {
    return slot(pool) + "given";
  }

  private static String slot(PoolName pool) {
    return "{codes:" + pool.value() + "}:";
  }
}
