package bestow.mesh;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The connections to all the instances of one callee. Safe for use by many threads.
final class Pools {

  private final String callee;
  private final Function<Instance, Pool> opener;
  private final Supplier<List<Instance>> current;
  private final ConcurrentMap<Instance, Pool> pools = new ConcurrentHashMap<>();

  /// Pools made by `opener` for instances as they are called, and kept for those in `current`.
  Pools(String callee, Function<Instance, Pool> opener, Supplier<List<Instance>> current) {
    this.callee = callee;
    this.opener = opener;
    this.current = current;
  }

  String callee() {
    return callee;
  }

  Pool of(Instance instance) {
    var known = pools.get(instance);
    return known != null ? known : pools.computeIfAbsent(instance, opener);
  }

  Collection<Pool> all() {
    return pools.values();
  }

  /// Closes what is idle for too long, and everything of the instances that have left.
  void sweep() {
    var here = new HashSet<>(current.get());
    pools.forEach(
        (instance, pool) -> {
          if (here.contains(instance)) {
            pool.sweep();
          } else if (pools.remove(instance, pool)) {
            pool.retire();
          }
        });
  }

  void close() {
    pools.values().forEach(Pool::retire);
  }
}
