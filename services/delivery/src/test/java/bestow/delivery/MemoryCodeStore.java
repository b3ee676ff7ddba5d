package bestow.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Pools of codes in memory: what the real store is held to.
final class MemoryCodeStore implements CodeStore {

  private final Map<PoolName, Pool> pools = new HashMap<>();

  private record Pool(Set<String> known, ArrayDeque<String> free, Map<OrderNumber, String> given) {}

  @Override
  public synchronized Told add(PoolName name, List<String> codes) {
    var pool = pool(name);
    var duplicates = new ArrayList<Integer>();
    for (int i = 0; i < codes.size(); i++) {
      if (pool.known.add(codes.get(i))) {
        pool.free.add(codes.get(i));
      } else {
        duplicates.add(i + 1);
      }
    }
    return new Told.Added(duplicates, pool.free.size());
  }

  @Override
  public synchronized Told hand(PoolName name, OrderNumber order) {
    var pool = pool(name);
    if (!pool.given.containsKey(order) && !pool.free.isEmpty()) {
      pool.given.put(order, pool.free.removeFirst());
    }
    return look(name, order);
  }

  @Override
  public synchronized Told look(PoolName name, OrderNumber order) {
    var pool = pool(name);
    return Optional.ofNullable(pool.given.get(order))
        .<Told>map(code -> new Told.Has(code, pool.free.size()))
        .orElseGet(Told.None::new);
  }

  private Pool pool(PoolName name) {
    return pools.computeIfAbsent(
        name, _ -> new Pool(new HashSet<>(), new ArrayDeque<>(), new HashMap<>()));
  }
}
