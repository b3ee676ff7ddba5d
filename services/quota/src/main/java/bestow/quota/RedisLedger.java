package bestow.quota;

import bestow.quota.Judgement.Ours;
import bestow.store.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is still to be compared, and what was found, by shard: in Redis, beside the orders, so that
/// any number of instances compare side by side and all tell the same. Safe for use by many
/// threads.
final class RedisLedger {
  private static final Script LEDGER = Scripts.load("ledger.lua");
  private static final Script COMPARED = Scripts.load("compared.lua");
  private static final Script FINDINGS = Scripts.load("findings.lua");
  private static final Script POOLS = Scripts.load("pools.lua");
  private static final Script ACCOUNT = Scripts.load("account.lua");

  /// Every script of these.
  static final List<Script> SCRIPTS = List.of(LEDGER, COMPARED, FINDINGS, POOLS, ACCOUNT);

  private static final String EXPIRED = "expired";

  private final Scripts scripts;

  RedisLedger(Scripts scripts) {
    this.scripts = scripts;
  }

  /// An order as it is booked.
  ///
  /// @param has what the count of its user and period says
  /// @param counted their orders that count; both are 0 where that can't be told
  record Entry(OrderNumber number, Ours ours, long has, long counted) {}

  /// What came of a subject: it is noted only where nobody noted something else meanwhile.
  ///
  /// @param before what was found when it was looked at
  /// @param after what is found now; nothing for what is no finding any more
  record Change(Optional<Finding> before, Optional<Finding> after) {}

  /// Orders that have got their end and were not compared, the longest held first, and others by
  /// their numbers.
  ///
  /// @param most how many of the former at most
  List<Entry> look(int shard, int most, List<OrderNumber> others) throws StoreFailure {
    var args = new ArrayList<String>(others.size() + 1);
    args.add(Integer.toString(most));
    others.forEach(number -> args.add(number.value()));
    var start = Names.orders(shard);
    var said = scripts.run(LEDGER, List.of(Names.ended(shard), start), args);
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < said.size(); i += 4) {
      var number = new OrderNumber(said.text(i));
      var ours = ours(number, said.text(i + 1));
      entries.add(new Entry(number, ours, number(said.text(i + 2)), number(said.text(i + 3))));
    }
    return entries;
  }

  private static Ours ours(OrderNumber number, String record) {
    if (record.isEmpty()) {
      return new Ours.Unknown();
    }
    if (record.equals(EXPIRED)) {
      return new Ours.Expired();
    }
    try {
      return OrderRecord.parse(number, record)
          .<Ours>map(Ours.Stands::new)
          .orElseGet(Ours.Damaged::new);
    } catch (IllegalArgumentException _) {
      return new Ours.Damaged();
    }
  }

  private static long number(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /// Notes what came of comparing.
  ///
  /// @param compared orders that need not be compared again
  /// @param findings by subject
  /// @return whether nobody had noted something else of any of them
  boolean note(int shard, List<OrderNumber> compared, Map<String, Change> findings)
      throws StoreFailure {
    if (compared.isEmpty() && findings.isEmpty()) {
      return true;
    }
    var args = new ArrayList<String>();
    args.add(Integer.toString(compared.size()));
    compared.forEach(number -> args.add(number.value()));
    findings.forEach(
        (subject, change) -> {
          args.add(subject);
          args.add(change.before().map(Finding::text).orElse(""));
          args.add(change.after().map(Finding::text).orElse(""));
        });
    var keys = List.of(Names.ended(shard), Names.findings(shard));
    return scripts.run(COMPARED, keys, args).number(1) == findings.size();
  }

  /// What was found in a shard, by subject.
  Map<String, Finding> findings(int shard) throws StoreFailure {
    var said = scripts.run(FINDINGS, List.of(Names.findings(shard)), List.of());
    var findings = new TreeMap<String, Finding>();
    for (int i = 0; i < said.size(); i += 2) {
      Finding.read(said.text(i), said.text(i + 1))
          .ifPresent(finding -> findings.put(finding.subject(), finding));
    }
    return findings;
  }

  /// An order for whoever looks it up.
  ///
  /// @param dueAt epoch milliseconds; nothing where it is not due at all
  /// @param keptTill epoch milliseconds; nothing for ever
  /// @param found what is wrong with it
  record Account(
      Ours ours, Optional<Long> dueAt, Optional<Long> keptTill, Optional<Finding> found) {}

  /// All that is known of an order.
  Account account(OrderNumber number) throws StoreFailure {
    int shard = number.shard();
    var keys = List.of(Names.order(number), Names.due(shard), Names.findings(shard));
    var said = scripts.run(ACCOUNT, keys, List.of(number.value()));
    return new Account(
        ours(number, said.text(0)),
        when(said.text(1)),
        when(said.text(2)),
        Finding.read(number.value(), said.text(3)));
  }

  private static Optional<Long> when(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
  }

  /// Any of the pools whose reservoirs lie in a shard.
  ///
  /// @param without those that need not be looked after any more
  List<PoolId> pools(int shard, int most, List<PoolId> without) throws StoreFailure {
    var args = new ArrayList<String>(without.size() + 1);
    args.add(Integer.toString(most));
    without.forEach(pool -> args.add(pool.name()));
    var said = scripts.run(POOLS, List.of(Names.pools(shard)), args);
    var pools = new ArrayList<PoolId>(said.size());
    for (int i = 0; i < said.size(); i++) {
      pools.add(PoolId.named(said.text(i)));
    }
    return pools;
  }
}
