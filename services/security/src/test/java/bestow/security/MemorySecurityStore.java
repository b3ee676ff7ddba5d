package bestow.security;

import bestow.wire.security.Block;
import bestow.wire.security.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counters and block list in memory, held to the same contract as those in Redis.
final class MemorySecurityStore implements SecurityStore {
  private record Counter(long window, long current, long previous) {}

  private final Map<String, Counter> counters = new HashMap<>();
  private final Map<String, Block> blocks = new HashMap<>();

  @Override
  public synchronized Judged judge(String campaign, List<Window> windows, long nowMillis) {
    for (Window window : windows) {
      var block = blocks.get(name(window.dimension(), window.value()));
      if (block != null && (block.until() == 0 || block.until() > nowMillis)) {
        return new Judged.Blocked(window);
      }
    }
    var next = new ArrayList<Counter>();
    for (Window window : windows) {
      long length = window.millis();
      long number = nowMillis / length;
      long passed = nowMillis % length;
      var then = counters.getOrDefault(key(campaign, window), new Counter(number, 0, 0));
      long current = then.window() == number ? then.current() : 0;
      long previous =
          then.window() == number
              ? then.previous()
              : then.window() == number - 1 ? then.current() : 0;
      int limit = window.threshold().limit();
      if (current + (double) previous * (length - passed) / length + 1 > limit) {
        long wait = length - passed;
        if (previous > 0 && current + 1 <= limit) {
          double fades = wait - (limit - current - 1) * (double) length / previous;
          wait = Math.min(wait, (long) Math.ceil(fades));
        }
        return new Judged.Beyond(window, Math.max(wait, 1));
      }
      next.add(new Counter(number, current + 1, previous));
    }
    for (int i = 0; i < next.size(); i++) {
      counters.put(key(campaign, windows.get(i)), next.get(i));
    }
    return new Judged.Counted();
  }

  @Override
  public synchronized Written block(Block block) {
    blocks.put(name(block.dimension(), block.value()), block);
    return Written.DONE;
  }

  @Override
  public synchronized Written unblock(Dimension dimension, String value) {
    return blocks.remove(name(dimension, value)) == null ? Written.ABSENT : Written.DONE;
  }

  @Override
  public synchronized Listed blocks() {
    return new Listed.All(List.copyOf(blocks.values()));
  }

  private static String key(String campaign, Window window) {
    return campaign + ":" + name(window.dimension(), window.value());
  }

  private static String name(Dimension dimension, String value) {
    return dimension.word() + ":" + value;
  }
}
