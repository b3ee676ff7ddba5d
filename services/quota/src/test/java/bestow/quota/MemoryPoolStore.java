package bestow.quota;

import bestow.quota.Reservoir.Dealings;
import bestow.quota.StoreFailure.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reservoirs and buckets in memory, held to the same contract as those in Redis.
final class MemoryPoolStore implements PoolStore {
  private final Map<PoolId, Reservoir> reservoirs = new HashMap<>();
  private final Map<Place, Bucket> buckets = new HashMap<>();

  private final Map<PoolId, Long> keptTill = new HashMap<>();

  private record Place(PoolId pool, int bucket) {}

  @Override
  public synchronized Provisioned provision(PoolId pool, Provision asked) {
    var r = reservoirs.get(pool);
    if (r == null) {
      var fresh = Stream.generate(() -> new Dealings(0, 0, 0)).limit(asked.buckets()).toList();
      long units = asked.units();
      reservoirs.put(pool, new Reservoir(units, units, units, 0, asked.revision(), 0, fresh));
      keptTill.put(pool, asked.life().keptTill());
      return new Provisioned.Done(0);
    }
    if (r.buckets() != asked.buckets()) {
      return new Provisioned.OtherBuckets(r.buckets());
    }
    if (asked.revision() <= r.revision()) {
      return new Provisioned.Done(r.configured() - r.asked());
    }
    long kept = keptTill.getOrDefault(pool, 0L);
    if (kept > 0 && asked.life().endsAt() > kept) {
      return new Provisioned.Outlived(kept);
    }
    if (kept == 0 || asked.life().keptTill() > 0) {
      keptTill.put(
          pool, kept == 0 ? asked.life().keptTill() : Math.min(kept, asked.life().keptTill()));
    }
    long change = Math.max(asked.units() - r.configured(), -r.free());
    reservoirs.put(
        pool,
        new Reservoir(
            r.configured() + change,
            asked.units(),
            r.free() + change,
            r.leased(),
            asked.revision(),
            r.moves() + 1,
            r.dealings()));
    return new Provisioned.Done(r.configured() + change - asked.units());
  }

  @Override
  public synchronized Lease lease(PoolId pool, int bucket, long lease, long least)
      throws StoreFailure {
    var r = existing(pool);
    check(bucket < r.buckets(), "no such bucket");
    var before = r.dealings().get(bucket);
    if (lease == before.lease()) {
      return new Lease.Leased(before.amount(), r.free());
    }
    if (lease < before.lease()) {
      return new Lease.Stale();
    }
    check(lease == before.lease() + 1, "leases that are not of this reservoir");
    if (r.free() == 0) {
      return new Lease.Dry();
    }
    long chunk = r.buckets() == 1 ? r.free() : Math.max(least, r.free() / (2L * r.buckets()));
    long amount = Math.min(r.free(), chunk);
    var dealings = new Dealings(lease, amount, before.back());
    reservoirs.put(pool, dealt(r, bucket, dealings, amount, 0));
    return new Lease.Leased(amount, r.free() - amount);
  }

  @Override
  public synchronized void grant(PoolId pool, int bucket, long lease, long amount)
      throws StoreFailure {
    var b = bucket(pool, bucket);
    check(lease <= b.leases() + 1, "a lease is missing");
    buckets.put(new Place(pool, bucket), granted(b, lease, amount));
  }

  @Override
  public synchronized Return giveBack(PoolId pool, int bucket, Dealings seen, Share share)
      throws StoreFailure {
    var was = bucket(pool, bucket);
    check(seen.lease() <= was.leases() + 1 && seen.back() <= was.returns(), "dealings");
    var b = granted(was, seen.lease(), seen.amount());
    if (b.returning() == 0 || seen.back() >= b.returns()) {
      long give =
          switch (share) {
            case Share.Half() -> (b.free() + 1) / 2;
            case Share.Most(long units) -> Math.min(b.free(), units);
          };
      b =
          new Bucket(
              b.free() - give,
              b.held(),
              b.confirmed(),
              b.leased() - give,
              b.leases(),
              b.returns() + (give > 0 ? 1 : 0),
              give);
    }
    buckets.put(new Place(pool, bucket), b);
    return new Return(b.returns(), b.returning());
  }

  @Override
  public synchronized long takeBack(PoolId pool, int bucket, Return back) throws StoreFailure {
    var r = existing(pool);
    var before = r.dealings().get(bucket);
    long excess = r.configured() - r.asked();
    if (back.number() <= before.back()) {
      return excess;
    }
    check(back.number() == before.back() + 1 && back.amount() <= r.leased(), "too much came back");
    long cut = Math.min(back.amount(), excess);
    var dealings = new Dealings(before.lease(), before.amount(), back.number());
    reservoirs.put(pool, dealt(r, bucket, dealings, -back.amount(), cut));
    return excess - cut;
  }

  @Override
  public synchronized Optional<Reservoir> reservoir(PoolId pool) {
    return Optional.ofNullable(reservoirs.get(pool));
  }

  @Override
  public synchronized Bucket bucket(PoolId pool, int bucket) {
    return buckets.getOrDefault(new Place(pool, bucket), Bucket.NEW);
  }

  /// The pools that were ever provisioned.
  synchronized Set<PoolId> pools() {
    return Set.copyOf(reservoirs.keySet());
  }

  /// Another store in which all is as it is here now.
  synchronized MemoryPoolStore copy() {
    var copy = new MemoryPoolStore();
    copy.reservoirs.putAll(reservoirs);
    copy.buckets.putAll(buckets);
    return copy;
  }

  /// Books units of a bucket elsewhere: from free to held, and so on.
  synchronized void book(PoolId pool, int bucket, long free, long held, long confirmed) {
    var b = bucket(pool, bucket);
    buckets.put(
        new Place(pool, bucket),
        new Bucket(
            b.free() + free,
            b.held() + held,
            b.confirmed() + confirmed,
            b.leased(),
            b.leases(),
            b.returns(),
            b.returning()));
  }

  private static Bucket granted(Bucket b, long lease, long amount) {
    return lease <= b.leases()
        ? b
        : new Bucket(
            b.free() + amount,
            b.held(),
            b.confirmed(),
            b.leased() + amount,
            lease,
            b.returns(),
            b.returning());
  }

  private static Reservoir dealt(
      Reservoir r, int bucket, Dealings dealings, long leased, long cut) {
    var all = new ArrayList<>(r.dealings());
    all.set(bucket, dealings);
    return new Reservoir(
        r.configured() - cut,
        r.asked(),
        r.free() - leased - cut,
        r.leased() + leased,
        r.revision(),
        r.moves() + 1,
        List.copyOf(all));
  }

  private Reservoir existing(PoolId pool) throws StoreFailure {
    return reservoir(pool).orElseThrow(() -> new StoreFailure(Effect.BROKEN, "no reservoir"));
  }

  private static void check(boolean sound, String why) throws StoreFailure {
    if (!sound) {
      throw new StoreFailure(Effect.BROKEN, why);
    }
  }
}
