package bestow.quota;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.quota.DeliveryLedger.Look;
import bestow.quota.Judgement.Theirs;
import bestow.quota.RedisLedger.Entry;
import bestow.server.Rounds;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Compares quota's ledger with delivery's, a shard after the other: what has got its end on either
/// side, once, and what was found to differ, until it agrees. Has the stock added up on its way. An
/// order stays to be compared until what came of it is written down, so that any number of
/// instances do so side by side, each from another shard on. Rounds are for one thread.
final class Reconciliation {
  private static final Logger LOG = Logger.getLogger(Reconciliation.class.getName());

  private static final int PAGE = 100;

  /// More findings of a shard than a person would read: nothing more is compared there until some
  /// are closed.
  private static final int FINDINGS_MAX = 1_000;

  private final RedisLedger ledger;
  private final DeliveryLedger theirs;
  private final Repairs repairs;
  private final PoolSums sums;
  private final DriftMetrics metrics;
  private final Ticker ticker;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Limits limits;
  private final AtomicReference<Progress> progress;
  private final int first;

  Reconciliation(
      Parts parts, Ticker ticker, InstantSource clock, RandomGenerator random, Limits limits) {
    this.ledger = parts.ledger();
    this.theirs = parts.theirs();
    this.sums = parts.sums();
    this.metrics = parts.metrics();
    this.repairs = parts.repairs();
    this.ticker = ticker;
    this.clock = clock;
    this.random = random;
    this.limits = limits;
    this.first = random.nextInt(Layout.SHARDS);
    this.progress = new AtomicReference<>(Progress.from(first, clock.millis()));
  }

  /// What it is made of.
  record Parts(
      RedisLedger ledger,
      DeliveryLedger theirs,
      Repairs repairs,
      PoolSums sums,
      DriftMetrics metrics) {}

  /// How much it does.
  ///
  /// @param every how long it rests between two shards
  /// @param batch how many orders of a shard it compares before the next one has its turn
  /// @param settle how long after an order's end its stock may take to get its own
  /// @param time how long a shard may take
  record Limits(Duration every, int batch, Duration settle, Duration time) {}

  /// How far it has come. For any thread.
  Progress progress() {
    return Optional.ofNullable(progress.get()).orElseThrow();
  }

  /// Does one shard after another, until what it gives is closed.
  Rounds start() {
    return Rounds.start(this::round, limits.every(), random);
  }

  /// Compares one shard. One that could not be compared comes again with the next round.
  void round() {
    int shard = progress().shard();
    CallContext.root(Deadline.in(limits.time(), ticker), Criticality.LIST)
        .run(() -> compare(shard));
    progress.updateAndGet(was -> was.next(first, clock.millis()));
  }

  private void compare(int shard) {
    try {
      var notes = new ShardNotes(ledger.findings(shard), clock.millis());
      compare(shard, notes);
      sums.addUp(shard, notes);
      ledger.note(shard, List.of(), notes.written());
      ledger.note(shard, List.of(), notes.forgotten());
      metrics.drift(shard, notes.open());
    } catch (StoreFailure e) {
      LOG.log(Level.FINE, "Shard {0} is compared later", shard);
    }
  }

  /// Page by page. Delivery hears of what was compared together with the question for the next
  /// page, and of the last ones by themselves.
  private void compare(int shard, ShardNotes notes) throws StoreFailure {
    int most = notes.size() < FINDINGS_MAX ? PAGE : 0;
    var again = notes.again(PAGE);
    List<DeliveryLedger.Entry> done = List.of();
    for (int left = limits.batch(); left > 0; left -= PAGE) {
      var looked = look(shard, most, again, done);
      var compared = judge(shard, looked, notes);
      if (compared.isEmpty()) {
        return;
      }
      done = compared.stream().flatMap(Pair::ended).toList();
      again = List.of();
    }
    var _ = look(shard, 0, List.of(), done);
  }

  /// What both have of an order.
  private record Pair(Entry ours, Optional<DeliveryLedger.Entry> theirs) {

    OrderNumber number() {
      return ours.number();
    }

    Judgement judgement() {
      return Judge.of(ours.ours(), standing());
    }

    Stream<DeliveryLedger.Entry> ended() {
      return theirs.stream().filter(entry -> entry.endedAt() > 0);
    }

    private Theirs standing() {
      return theirs
          .map(
              entry ->
                  entry
                      .state()
                      .<Theirs>map(state -> new Theirs.Stands(state, entry.stock()))
                      .orElseGet(Theirs.Damaged::new))
          .orElseGet(Theirs.Unknown::new);
    }
  }

  /// Reads both: ours first, since stock gets its end after delivery wrote down its own. None where
  /// delivery gave no answer.
  ///
  /// @param most how many at most of those that have got their end on one side
  /// @param others to be looked at besides
  private List<Pair> look(
      int shard, int most, List<OrderNumber> others, List<DeliveryLedger.Entry> done)
      throws StoreFailure {
    var ours = new ArrayList<>(ledger.look(shard, most, others));
    long before = most == 0 ? 0 : clock.millis() - limits.settle().toMillis();
    var numbers = ours.stream().map(Entry::number).toList();
    var said = theirs.look(new Look(shard, before, numbers, done));
    if (said.isEmpty()) {
      progress.updateAndGet(was -> was.unanswered(clock.millis()));
      return List.of();
    }
    var there = new HashMap<OrderNumber, DeliveryLedger.Entry>();
    said.get().asked().forEach(entry -> there.put(entry.number(), entry));
    said.get().ended().forEach(entry -> there.put(entry.number(), entry));
    var missing = new HashSet<>(there.keySet());
    numbers.forEach(missing::remove);
    if (!missing.isEmpty()) {
      ours.addAll(ledger.look(shard, 0, List.copyOf(missing)));
    }
    return ours.stream()
        .map(entry -> new Pair(entry, Optional.ofNullable(there.get(entry.number()))))
        .toList();
  }

  /// Writes down what came of each order; gives those that need not be compared again. Whatever is
  /// wrong is read once more first: it may have moved while it was read.
  private List<Pair> judge(int shard, List<Pair> pairs, ShardNotes notes) throws StoreFailure {
    var odd = pairs.stream().filter(pair -> !agrees(pair)).map(Pair::number).toList();
    var sure = new HashMap<OrderNumber, Judgement>();
    if (!odd.isEmpty()) {
      look(shard, 0, odd, List.of()).forEach(pair -> sure.put(pair.number(), pair.judgement()));
    }
    var compared = new ArrayList<Pair>();
    for (var pair : pairs) {
      boolean stands = agrees(pair) || pair.judgement().equals(sure.get(pair.number()));
      if (stands && judge(pair, notes)) {
        compared.add(pair);
      }
    }
    ledger.note(shard, compared.stream().map(Pair::number).toList(), notes.written());
    progress.updateAndGet(was -> was.with(compared.size()));
    metrics.compared(compared.size());
    return compared;
  }

  private static boolean agrees(Pair pair) {
    return pair.judgement() instanceof Judgement.Agree;
  }

  /// False where nothing could be done about it now.
  private boolean judge(Pair pair, ShardNotes notes) {
    var subject = pair.number().value();
    var entry = pair.ours();
    return switch (pair.judgement()) {
      case Judgement.Agree() -> {
        if (entry.has() == entry.counted()) {
          notes.agree(subject);
        } else {
          notes.open(subject, ShardNotes.miscounted(entry.has(), entry.counted()));
        }
        yield true;
      }
      case Judgement.Ask(var found) -> {
        notes.open(subject, found);
        yield true;
      }
      case Judgement.Settle(End end, var found) ->
          repaired(subject, found, notes, repairs.settle(pair.number(), end));
      case Judgement.Forbid(var order, var found) ->
          repaired(subject, found, notes, repairs.forbid(order));
    };
  }

  private boolean repaired(
      String subject, Finding.Claimed found, ShardNotes notes, Repairs.Result result) {
    return switch (result) {
      case DONE -> {
        notes.done(subject, found);
        metrics.repaired();
        LOG.log(Level.WARNING, "Order {0}: {1}", new Object[] {subject, found.deed()});
        yield true;
      }
      case NOT_NOW -> false;
      case TOO_MANY -> {
        notes.open(subject, repairs.tooMany(found));
        yield true;
      }
    };
  }
}
