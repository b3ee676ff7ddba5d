package bestow.quota;

import bestow.quota.Finding.Claimed;
import bestow.quota.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds up a pool of stock (law L2): in each bucket free + held + confirmed = leased, in the
/// reservoir free + leased = configured, and what it leased is what the buckets have or what is on
/// its way. Pure.
final class Sums {

  private Sums() {}

  /// What is wrong with a pool; nothing where it adds up.
  ///
  /// @param buckets in their order, read while nothing went into or out of the reservoir
  static Optional<Claimed> wrong(Reservoir reservoir, List<Bucket> buckets) {
    var wrong = new ArrayList<String>();
    long leased = 0;
    for (int i = 0; i < buckets.size(); i++) {
      var bucket = buckets.get(i);
      leased += bucket.leased() + underWay(bucket, reservoir.dealings().get(i));
      long sum = bucket.free() + bucket.held() + bucket.confirmed();
      if (sum != bucket.leased() || bucket.free() < 0 || bucket.held() < 0) {
        wrong.add(
            "bucket %d: %d free + %d held + %d confirmed, %d leased"
                .formatted(i, bucket.free(), bucket.held(), bucket.confirmed(), bucket.leased()));
      }
    }
    if (reservoir.free() + reservoir.leased() != reservoir.configured() || reservoir.free() < 0) {
      wrong.add(
          "reservoir: %d free + %d leased, %d configured"
              .formatted(reservoir.free(), reservoir.leased(), reservoir.configured()));
    }
    if (leased != reservoir.leased()) {
      wrong.add("buckets have %d, the reservoir leased %d".formatted(leased, reservoir.leased()));
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Claimed(
                Kind.STOCK,
                String.join("; ", wrong),
                "equal sums",
                "The store lost or changed something: claims of a bucket that does not add up are"
                    + " refused; restore it from a backup, or set its figures right by its orders."));
  }

  /// Units that left one side and have not reached the other.
  private static long underWay(Bucket bucket, Reservoir.Dealings dealings) {
    long there = dealings.lease() > bucket.leases() ? dealings.amount() : 0;
    long back = dealings.back() < bucket.returns() ? bucket.returning() : 0;
    return there + back;
  }
}
