package bestow.quota;

import bestow.quota.Reservoir.Dealings;
import bestow.store.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reservoirs and buckets in Redis: each step is one script on one shard. Safe for use by many
/// threads.
final class RedisPoolStore implements PoolStore {
  private static final Script PROVISION = Scripts.load("provision.lua");
  private static final Script LEASE = Scripts.load("lease.lua");
  private static final Script GRANT = Scripts.load("grant.lua");
  private static final Script GIVE_BACK = Scripts.load("give-back.lua");
  private static final Script TAKE_BACK = Scripts.load("take-back.lua");
  private static final Script FIGURES = Scripts.load("figures.lua");

  /// Every script of these.
  static final List<Script> SCRIPTS =
      List.of(PROVISION, LEASE, GRANT, GIVE_BACK, TAKE_BACK, FIGURES);

  private final Scripts scripts;

  RedisPoolStore(Scripts scripts) {
    this.scripts = scripts;
  }

  @Override
  public Provisioned provision(PoolId pool, Provision provision) throws StoreFailure {
    var said =
        scripts.run(
            PROVISION,
            List.of(Names.reservoir(pool), Names.pools(Layout.home(pool.gift()))),
            List.of(
                Integer.toString(provision.revision()),
                Long.toString(provision.units()),
                Integer.toString(provision.buckets()),
                Long.toString(provision.life().endsAt()),
                Long.toString(provision.life().keptTill()),
                pool.daily() ? "day" : "",
                pool.name()));
    return switch (said.text(0)) {
      case "provisioned" -> new Provisioned.Done(said.number(1));
      case "outlived" -> new Provisioned.Outlived(said.number(1));
      case "buckets" -> new Provisioned.OtherBuckets(Math.toIntExact(said.number(1)));
      default -> throw Scripts.odd(PROVISION, said);
    };
  }

  @Override
  public Lease lease(PoolId pool, int bucket, long lease, long least) throws StoreFailure {
    var said =
        scripts.run(
            LEASE,
            List.of(Names.reservoir(pool)),
            List.of(Integer.toString(bucket), Long.toString(lease), Long.toString(least)));
    return switch (said.text(0)) {
      case "leased" -> new Lease.Leased(said.number(1), said.number(2));
      case "stale" -> new Lease.Stale();
      case "dry" -> new Lease.Dry();
      default -> throw Scripts.odd(LEASE, said);
    };
  }

  @Override
  public void grant(PoolId pool, int bucket, long lease, long amount) throws StoreFailure {
    var _ =
        scripts.run(
            GRANT,
            List.of(Names.pool(pool, bucket)),
            List.of(Long.toString(lease), Long.toString(amount)));
  }

  @Override
  public Return giveBack(PoolId pool, int bucket, Dealings seen, Share share) throws StoreFailure {
    var most =
        switch (share) {
          case Share.Half() -> "half";
          case Share.Most(long units) -> Long.toString(units);
        };
    var said =
        scripts.run(
            GIVE_BACK,
            List.of(Names.pool(pool, bucket)),
            List.of(
                Long.toString(seen.lease()),
                Long.toString(seen.amount()),
                Long.toString(seen.back()),
                most));
    return new Return(said.number(0), said.number(1));
  }

  @Override
  public long takeBack(PoolId pool, int bucket, Return back) throws StoreFailure {
    var said =
        scripts.run(
            TAKE_BACK,
            List.of(Names.reservoir(pool)),
            List.of(
                Integer.toString(bucket),
                Long.toString(back.number()),
                Long.toString(back.amount())));
    return said.number(1);
  }

  @Override
  public Optional<Reservoir> reservoir(PoolId pool) throws StoreFailure {
    var fields = figures(Names.reservoir(pool));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var dealings = new ArrayList<Dealings>();
    for (int bucket = 0; bucket < number(fields, "buckets"); bucket++) {
      dealings.add(
          new Dealings(
              number(fields, "lease:" + bucket),
              number(fields, "amount:" + bucket),
              number(fields, "return:" + bucket)));
    }
    return Optional.of(
        new Reservoir(
            number(fields, "configured"),
            number(fields, "asked"),
            number(fields, "free"),
            number(fields, "leased"),
            number(fields, "revision"),
            number(fields, "moves"),
            dealings));
  }

  @Override
  public Bucket bucket(PoolId pool, int bucket) throws StoreFailure {
    var fields = figures(Names.pool(pool, bucket));
    return new Bucket(
        number(fields, "free"),
        number(fields, "held"),
        number(fields, "confirmed"),
        number(fields, "leased"),
        number(fields, "leases"),
        number(fields, "returns"),
        number(fields, "returning"));
  }

  private Map<String, Long> figures(String name) throws StoreFailure {
    var said = scripts.run(FIGURES, List.of(name), List.of());
    var fields = new HashMap<String, Long>();
    for (int i = 0; i < said.size(); i += 2) {
      fields.put(said.text(i), said.number(i + 1));
    }
    return fields;
  }

  private static long number(Map<String, Long> fields, String name) {
    return fields.getOrDefault(name, 0L);
  }
}
