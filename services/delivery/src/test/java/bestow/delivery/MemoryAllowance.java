package bestow.delivery;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What operators have made good, in memory: what the real store is held to.
final class MemoryAllowance implements Allowance {

  private final Map<String, Set<OrderNumber>> taken = new HashMap<>();

  @Override
  public synchronized Taken take(String operator, LocalDate day, OrderNumber order, int most) {
    var own = taken.computeIfAbsent(day + " " + operator, _ -> new HashSet<>());
    if (own.contains(order)) {
      return new Taken.Is();
    }
    if (own.size() >= most) {
      return new Taken.Gone();
    }
    own.add(order);
    return new Taken.Is();
  }
}
