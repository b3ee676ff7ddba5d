package bestow.security;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import bestow.wire.security.Block;
import bestow.wire.security.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Counters and block list in security's own Redis.
final class RedisSecurityStore implements SecurityStore {
  private static final int BLOCKS_MAX = 10_000;
  private static final String BLOCKS_KEY = "blocks";
  private static final Script VERDICT = Script.load(RedisSecurityStore.class, "verdict.lua");
  private static final Script BLOCK = Script.load(RedisSecurityStore.class, "block.lua");
  private static final Script UNBLOCK = Script.load(RedisSecurityStore.class, "unblock.lua");
  private static final Script BLOCKS = Script.load(RedisSecurityStore.class, "blocks.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(VERDICT, BLOCK, UNBLOCK, BLOCKS);

  private final Store store;

  RedisSecurityStore(Store store) {
    this.store = store;
  }

  @Override
  public Judged judge(String campaign, List<Window> windows, long nowMillis) {
    var keys = new ArrayList<String>(1 + windows.size());
    var args = new ArrayList<String>(1 + 3 * windows.size());
    keys.add(BLOCKS_KEY);
    args.add(Long.toString(nowMillis));
    for (Window window : windows) {
      var name = name(window.dimension(), window.value());
      keys.add("w:" + campaign + ":" + name);
      args.add(name);
      args.add(Integer.toString(window.threshold().limit()));
      args.add(Long.toString(window.millis()));
    }
    return switch (store.run(VERDICT, keys, args)) {
      case StoreReply.Done(Value value) -> judged(value.many(), windows);
      case StoreReply.NotSent(String why) -> new Judged.Unavailable(why);
      case StoreReply.Unknown(String why) -> new Judged.Unavailable(why);
      case StoreReply.Failed(String error) -> new Judged.Unavailable(error);
    };
  }

  @Override
  public Written block(Block block) {
    var name = name(block.dimension(), block.value());
    var args = List.of(name, block.until() + " " + block.reason(), Integer.toString(BLOCKS_MAX));
    return switch (store.run(BLOCK, List.of(BLOCKS_KEY), args)) {
      case StoreReply.Done(Value written) -> written.number() == 1 ? Written.DONE : Written.FULL;
      case StoreReply.NotSent _, StoreReply.Unknown _, StoreReply.Failed _ -> Written.UNAVAILABLE;
    };
  }

  @Override
  public Written unblock(Dimension dimension, String value) {
    var args = List.of(name(dimension, value));
    return switch (store.run(UNBLOCK, List.of(BLOCKS_KEY), args)) {
      case StoreReply.Done(Value removed) -> removed.number() == 1 ? Written.DONE : Written.ABSENT;
      case StoreReply.NotSent _, StoreReply.Unknown _, StoreReply.Failed _ -> Written.UNAVAILABLE;
    };
  }

  @Override
  public Listed blocks() {
    return switch (store.run(BLOCKS, List.of(BLOCKS_KEY), List.of())) {
      case StoreReply.Done(Value value) -> new Listed.All(blocks(value.many()));
      case StoreReply.NotSent(String why) -> new Listed.Unavailable(why);
      case StoreReply.Unknown(String why) -> new Listed.Unavailable(why);
      case StoreReply.Failed(String error) -> new Listed.Unavailable(error);
    };
  }

  private static Judged judged(Value.Many value, List<Window> windows) {
    return switch ((int) value.number(0)) {
      case 0 -> new Judged.Counted();
      case 1 -> new Judged.Blocked(windows.get((int) value.number(1) - 1));
      default -> new Judged.Beyond(windows.get((int) value.number(1) - 1), value.number(2));
    };
  }

  private static List<Block> blocks(Value.Many namesAndEntries) {
    var blocks = new ArrayList<Block>(namesAndEntries.size() / 2);
    for (int i = 0; i + 1 < namesAndEntries.size(); i += 2) {
      var name = namesAndEntries.text(i);
      var entry = namesAndEntries.text(i + 1);
      int colon = name.indexOf(':');
      int space = entry.indexOf(' ');
      blocks.add(
          new Block(
              Dimension.valueOf(name.substring(0, colon).toUpperCase(Locale.ROOT)),
              name.substring(colon + 1),
              entry.substring(space + 1),
              Long.parseLong(entry, 0, space, 10)));
    }
    return blocks;
  }

  private static String name(Dimension dimension, String value) {
    return dimension.word() + ":" + value;
  }
}
