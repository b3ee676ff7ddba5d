package bestow.quota;

import bestow.quota.PoolStore.Provision;
import bestow.quota.PoolStore.Provisioned;
import bestow.quota.StoreFailure.Effect;
import bestow.quota.Taking.Moment;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest.Limits;
import bestow.wire.quota.PromiseReply;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The rules of a claim's stock: who may have a gift, which order that makes, and what becomes of
/// its unit. Safe for use by many threads.
final class Quota {
  private static final Logger LOG = Logger.getLogger(Quota.class.getName());

  /// A round is lost only when somebody else took what was brought, and then their claim is won.
  private static final int ROUNDS_MAX = 64;

  private final Means means;
  private final Borrowing borrowing;
  private final OrderNumbers numbers;
  private final InstantSource clock;
  private final Times times;

  /// How long things last.
  ///
  /// @param hold after which an order without an end is asked for
  /// @param keyLease for how long a claim with an Idempotency-Key is taken for in flight
  /// @param keep for how long records outlive their campaign
  record Times(Duration hold, Duration keyLease, Duration keep) {}

  /// One order's end, as asked for.
  record Settlement(OrderNumber order, End end) {}

  Quota(Means means, OrderNumbers numbers, InstantSource clock, Times times) {
    this.means = means;
    this.borrowing = new Borrowing(means);
    this.numbers = numbers;
    this.clock = clock;
    this.times = times;
  }

  /// Holds a gift for a user.
  Told<HoldReply> hold(Claim claim) {
    var now = clock.instant();
    var taking = taking(claim, now);
    try {
      var misfit = before(() -> provision(taking));
      if (misfit.isPresent()) {
        return new Told.Invalid<>(misfit.get());
      }
      var reply = claim.key().given() ? takeByKey(taking, now) : take(taking, now);
      means.metrics().held(reply);
      return new Told.Answer<>(reply);
    } catch (StoreFailure e) {
      return failed(e);
    }
  }

  /// Gives orders their end.
  Told<SettleReply> settle(List<Settlement> settlements) {
    try {
      var ends = means.together().map(settlements, this::settle);
      int settled = 0;
      var failed = new ArrayList<String>();
      var contrary = new ArrayList<String>();
      for (int i = 0; i < ends.size(); i++) {
        var order = settlements.get(i).order().value();
        switch (ends.get(i)) {
          case DONE -> settled++;
          case AGAIN -> failed.add(order);
          case NEVER -> contrary.add(order);
        }
      }
      if (!contrary.isEmpty()) {
        // One line a batch, so that a mistaken caller does not fill the disk.
        LOG.log(
            Level.WARNING,
            "{0} orders are not settled as asked, the first is {1}",
            new Object[] {contrary.size(), contrary.getFirst()});
      }
      return new Told.Answer<>(new SettleReply(settled, failed, contrary));
    } catch (StoreFailure e) {
      return failed(e);
    }
  }

  /// Promises an order to its user, if it still can be.
  ///
  /// @param by epoch milliseconds
  Told<PromiseReply> promise(OrderNumber order, long by) {
    try {
      var reply =
          means
              .store()
              .promise(order, by)
              .<PromiseReply>map(PromiseReply.Promised::new)
              .orElseGet(PromiseReply.TooLate::new);
      return new Told.Answer<>(reply);
    } catch (StoreFailure e) {
      return failed(e);
    }
  }

  /// What a claim that is made now would take.
  Taking taking(Claim claim, Instant now) {
    var limits = claim.limits();
    int bucket = claim.bucket();
    var label = Periods.label(limits.period(), now, limits.offsetSeconds());
    var moment =
        new Moment(
            now.toEpochMilli(),
            now.plus(times.hold()).toEpochMilli(),
            life(limits).keptTill(),
            label,
            Periods.day(now, limits.offsetSeconds()).toString());
    int shard = Layout.shard(claim.gift(), bucket);
    return new Taking(
        claim, bucket, moment, numbers.prefix(claim.gift(), claim.user(), label, shard));
  }

  /// Sees to it that there are reservoirs; gives what is wrong with the limits.
  Optional<String> provision(Taking taking) throws StoreFailure {
    var limits = taking.claim().limits();
    for (var pool : taking.pools()) {
      var provision =
          new Provision(limits.revision(), units(limits, pool), limits.buckets(), life(limits));
      switch (borrowing.provision(pool, provision)) {
        case Provisioned.Done _ -> {}
        case Provisioned.OtherBuckets(int buckets) -> {
          return Optional.of(
              "limits.buckets of a gift never changes: it is %d, was %d"
                  .formatted(buckets, limits.buckets()));
        }
        case Provisioned.Outlived(long keptTill) -> {
          return Optional.of(
              "limits.endsAt is at most %s, when the records of the first claims go, was %s"
                  .formatted(
                      Instant.ofEpochMilli(keptTill), Instant.ofEpochMilli(life(limits).endsAt())));
        }
      }
    }
    return Optional.empty();
  }

  private Life life(Limits limits) {
    return Life.of(limits, times.keep());
  }

  private static long units(Limits limits, PoolId pool) {
    var daily = limits.daily();
    return pool.daily() && daily != null ? daily : limits.stock();
  }

  private HoldReply takeByKey(Taking taking, Instant now) throws StoreFailure {
    var claim = taking.claim();
    long till = now.plus(times.keyLease()).toEpochMilli();
    var note = KeyNote.of(claim, now.toEpochMilli(), till);
    return switch (before(() -> means.store().begin(note))) {
      case BEGUN -> {
        try {
          yield take(taking, now);
        } finally {
          means.later().execute(() -> end(note));
        }
      }
      case REUSED -> new HoldReply.KeyReused();
      case IN_FLIGHT -> new HoldReply.KeyInFlight();
    };
  }

  private HoldReply take(Taking taking, Instant now) throws StoreFailure {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      switch (means.store().hold(taking)) {
        case Holding.Held(OrderNumber order, long free) -> {
          means.metrics().free(taking, free);
          return new HoldReply.Held(order.value(), false);
        }
        case Holding.Repeated(OrderNumber order) -> {
          return new HoldReply.Held(order.value(), true);
        }
        case Holding.Busy() -> {
          return new HoldReply.OrderOpen();
        }
        case Holding.Limit() -> {
          return new HoldReply.LimitReached(taking.claim().limits().perUser());
        }
        case Holding.Empty(List<Holding.Lack> lacks) -> {
          var gone = before(() -> refill(taking, lacks));
          if (gone.isPresent()) {
            return gone(gone.get(), taking, now);
          }
        }
      }
    }
    throw new StoreFailure(Effect.NONE, "stock moved on before it could be taken");
  }

  /// Brings stock to the user's bucket; gives the pool that has none, the stock before the day.
  Optional<PoolId> refill(Taking taking, List<Holding.Lack> lacks) throws StoreFailure {
    for (var lack : lacks) {
      if (!borrowing.refill(lack.pool(), taking.bucket(), lack.leases())) {
        return Optional.of(lack.pool());
      }
    }
    return Optional.empty();
  }

  private static HoldReply gone(PoolId pool, Taking taking, Instant now) {
    return pool.daily()
        ? new HoldReply.DailyGone(taking.secondsToNextDay(now))
        : new HoldReply.SoldOut();
  }

  private void end(KeyNote note) {
    try {
      means.store().end(note);
    } catch (StoreFailure e) {
      // It ends by itself when its time is over.
      LOG.log(Level.FINE, "A key stays in flight for a while: {0}", e.why());
    }
  }

  /// What became of one order of a batch.
  private enum Ended {
    DONE,
    AGAIN,
    NEVER
  }

  private Ended settle(Settlement settlement) {
    var order = settlement.order();
    try {
      return switch (means.store().settle(order, settlement.end())) {
        case Settling.Settled(List<PoolId> pools) -> {
          if (settlement.end() == End.RELEASE) {
            pools.forEach(means.sight()::stirred);
          }
          yield Ended.DONE;
        }
        case Settling.Repeated() -> Ended.DONE;
        case Settling.Contrary() -> never(QuotaMetrics.CONTRARY);
        case Settling.Unknown() -> never(QuotaMetrics.UNKNOWN);
      };
    } catch (StoreFailure e) {
      return switch (e.effect()) {
        case NONE, UNKNOWN -> Ended.AGAIN;
        case BROKEN -> {
          LOG.log(Level.SEVERE, "The store holds something that cannot be: {0}", e.why());
          yield never(QuotaMetrics.BROKEN);
        }
      };
    }
  }

  private Ended never(String kind) {
    means.metrics().unsettled(kind);
    return Ended.NEVER;
  }

  /// A step that a claim takes while it is certain that nothing is held for it yet.
  @FunctionalInterface
  private interface Step<T> {
    T take() throws StoreFailure;
  }

  private static <T> T before(Step<T> step) throws StoreFailure {
    try {
      return step.take();
    } catch (StoreFailure e) {
      throw e.beforeHolding();
    }
  }

  private static <T> Told<T> failed(StoreFailure failure) {
    return switch (failure.effect()) {
      case NONE -> new Told.Refused<>(failure.why());
      case UNKNOWN -> new Told.InDoubt<>(failure.why());
      case BROKEN -> new Told.Broken<>(failure.why());
    };
  }
}
