package bestow.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the ledger's lines mean by order, and what they add up to. Not safe for use by several
/// threads: the ledger guards it by its lock.
final class LedgerIndex {

  private static final Commit ON_DISK = onDisk();

  private final Ledger.Bounds bounds;
  private final Map<String, Known> orders = new HashMap<>();
  private final Map<String, Long> gifts = new HashMap<>();
  private final Map<Share, Integer> shares = new HashMap<>();
  private long lines;
  private long deliveries;
  private long revoked;

  LedgerIndex(Ledger.Bounds bounds) {
    this.bounds = bounds;
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
      count(new Share(entry.user(), entry.campaign(), entry.gift()), 1);
      orders.putIfAbsent(entry.order(), new Known(entry, State.DELIVERED, commit));
    } else {
      revoked++;
      count(new Share(entry.user(), entry.campaign(), entry.gift()), -1);
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
    return orders.size() >= bounds.ordersMax();
  }

  /// Whether the user has as many of the gift as anybody may have.
  boolean hasTheirShare(GiftRequest asked) {
    var share = new Share(asked.user(), asked.campaign(), asked.gift());
    return bounds.userLimit() > 0 && shares.getOrDefault(share, 0) >= bounds.userLimit();
  }

  // Without a limit nobody's share is of interest.
  private void count(Share share, int more) {
    if (bounds.userLimit() > 0) {
      shares.merge(share, more, Integer::sum);
    }
  }

  Counts counts() {
    return new Counts(lines, deliveries, orders.size(), deliveries - orders.size(), revoked, gifts);
  }

  private static Commit onDisk() {
    var commit = new Commit();
    commit.finish(Commit.Result.DURABLE);
    return commit;
  }

  /// Of what a user may have so many.
  private record Share(String user, @Nullable String campaign, String gift) {}

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
