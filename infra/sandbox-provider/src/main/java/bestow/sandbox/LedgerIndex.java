package bestow.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the ledger's lines mean by order, and what they add up to. Not safe for use by several
/// threads: the ledger guards it by its lock.
final class LedgerIndex {

  private static final Commit ON_DISK = onDisk();

  private final int ordersMax;
  private final Map<String, Known> orders = new HashMap<>();
  private final Map<String, Long> gifts = new HashMap<>();
  private long lines;
  private long deliveries;
  private long revoked;

  LedgerIndex(int ordersMax) {
    this.ordersMax = ordersMax;
  }

  /// Takes in a line that was read back.
  void add(Entry entry) {
    add(entry, ON_DISK);
  }

  /// Takes in a line that will be on disk with a commit.
  void add(Entry entry, Commit commit) {
    lines++;
    if (entry.isDelivery()) {
      deliveries++;
      gifts.merge(entry.gift(), 1L, Long::sum);
      orders.putIfAbsent(entry.order(), new Known(entry, State.DELIVERED, commit));
    } else {
      revoked++;
      orders.computeIfPresent(
          entry.order(), (_, known) -> new Known(known.entry(), State.REVOKED, commit));
    }
  }

  /// The first delivery of an order.
  Optional<Known> find(String order) {
    return Optional.ofNullable(orders.get(order));
  }

  /// The place of the next line.
  long nextSeq() {
    return lines + 1;
  }

  /// Whether no further order fits.
  boolean isFull() {
    return orders.size() >= ordersMax;
  }

  Counts counts() {
    return new Counts(lines, deliveries, orders.size(), deliveries - orders.size(), revoked, gifts);
  }

  private static Commit onDisk() {
    var commit = new Commit();
    commit.finish(Commit.Result.DURABLE);
    return commit;
  }

  /// Where an order stands.
  enum State {
    DELIVERED,
    REVOKED
  }

  /// An order that was delivered.
  ///
  /// @param entry its first delivery
  /// @param state whether it was taken back
  /// @param commit with which the newest line about it goes to disk
  record Known(Entry entry, State state, Commit commit) {

    boolean revoked() {
      return state == State.REVOKED;
    }
  }
}
