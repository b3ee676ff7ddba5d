package bestow.quota;

import java.util.List;

/// The held orders of a shard that are due.
///
/// @param orders the longest due first
/// @param damaged those whose record is not what was once written
/// @param backlog how many are due in all
/// @param held how many are held, due now or later
record Due(List<OrderRecord> orders, List<OrderNumber> damaged, long backlog, long held) {
  Due {
    orders = List.copyOf(orders);
    damaged = List.copyOf(damaged);
  }
}
