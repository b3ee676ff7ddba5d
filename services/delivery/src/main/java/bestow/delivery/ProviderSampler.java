package bestow.delivery;

import bestow.delivery.Pace.Turn;
import bestow.delivery.ProviderJudge.Said;
import bestow.delivery.RedisFindings.Index;
import bestow.delivery.RedisFindings.Known;
import bestow.delivery.RedisFindings.UnansweredException;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.server.Rounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Asks providers about some orders that have got their end, and about dead letters in doubt, one
/// after another: whoever answers `GET endpoint/{order}` need not wait for a statement to be
/// compared with. Any number of instances do so side by side, each with orders of its own choice.
/// For one thread.
final class ProviderSampler {

  private static final System.Logger LOG = System.getLogger(ProviderSampler.class.getName());

  /// A shard may have none, or only those of other providers.
  private static final int LOOKS_MAX = 8;

  private static final int ORDERS_A_LOOK = 4;

  /// A provider may know of a delivery a little later than it has answered.
  private static final Duration AGE = Duration.ofMinutes(15);

  /// For one order, with its provider's slowest answer.
  private static final Duration TIME = Duration.ofMinutes(2);

  private final RedisFindings findings;
  private final ProviderLedger ledger;
  private final Resuming.Published published;
  private final Drift drift;
  private final Ticker ticker;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Limits limits;

  ProviderSampler(Parts parts, Providers.Clocks clocks, RandomGenerator random, Limits limits) {
    this.findings = parts.findings();
    this.ledger = parts.ledger();
    this.published = parts.published();
    this.drift = parts.drift();
    this.ticker = clocks.ticker();
    this.clock = clocks.clock();
    this.random = random;
    this.limits = limits;
  }

  /// What it is made of.
  record Parts(
      RedisFindings findings, ProviderLedger ledger, Resuming.Published published, Drift drift) {}

  /// How much it does.
  ///
  /// @param providers which providers answer questions about their orders
  /// @param every how long it rests between two orders
  record Limits(Set<String> providers, Duration every) {
    Limits {
      providers = Set.copyOf(providers);
    }
  }

  /// Asks about one order after the other, until what it gives is closed.
  Rounds start() {
    return Rounds.start(this::round, limits.every(), random);
  }

  /// Asks about one order, if one is found.
  void round() {
    if (limits.providers().isEmpty()) {
      return;
    }
    CallContext.root(Deadline.in(TIME, ticker), Criticality.LIST).run(this::sample);
  }

  private void sample() {
    try {
      for (int look = 0; look < LOOKS_MAX; look++) {
        long before = clock.millis() - AGE.toMillis();
        int shard = random.nextInt(OrderNumber.SHARDS);
        // Dead letters come in between: there are few of them, and each may have its end so.
        var index = look % 2 == 0 ? Index.COMPARED : Index.DEAD;
        for (var known : findings.sample(shard, index, ORDERS_A_LOOK, before)) {
          if (mayTell(known.order()) && asked(known)) {
            return;
          }
        }
      }
    } catch (UnansweredException e) {
      LOG.log(System.Logger.Level.DEBUG, "A sample is taken later: {0}", e.why());
    }
  }

  /// Of a dead letter nothing of which can have landed its provider has nothing to say.
  private static boolean mayTell(Order order) {
    return !order.isDead() || order.doubt() > 0;
  }

  /// False where nobody can be asked about it now.
  private boolean asked(Known known) throws UnansweredException {
    var order = known.order();
    var supply = supply(order);
    var place = supply.flatMap(found -> found.pace().enter(Turn.AGAIN));
    if (supply.isEmpty() || place.isEmpty()) {
      return false;
    }
    try {
      var provider = provider(order);
      drift.sampled();
      switch (supply.get().later().ask(order)) {
        case Verdict.Delivered(var receipt, _) ->
            heard(known, new Said.Delivered(provider, receipt, 0));
        case Verdict.NeverHeard _ -> heard(known, new Said.NeverHeard());
        case Verdict.Refused _,
            Verdict.RetryLater _,
            Verdict.NotSent _,
            Verdict.Unclear _,
            Verdict.Revoked _ -> {}
      }
      return true;
    } finally {
      place.get().end();
    }
  }

  private void heard(Known known, Said said) throws UnansweredException {
    var number = known.order().number();
    // As it stands now: it may have been taken back while its provider was asked.
    var _ = ledger.heard(number.value(), ledger.stands(number), known.found(), said);
  }

  private Optional<Supply> supply(Order order) {
    var asked = order.asked();
    return limits.providers().contains(provider(order))
        ? published
            .find(asked.campaign(), asked.gift())
            .flatMap(
                offer ->
                    offer instanceof Offer.Open open
                        ? Optional.of(open.supply())
                        : Optional.empty())
            .filter(supply -> supply.target().equals(asked.target()))
        : Optional.empty();
  }

  private static String provider(Order order) {
    var target = order.asked().target();
    int end = target.lastIndexOf('@');
    return end < 0 ? target : target.substring(0, end);
  }
}
