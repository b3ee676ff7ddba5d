package bestow.quota;

import bestow.quota.RedisLedger.Account;
import bestow.quota.RedisLedger.Change;
import bestow.quota.RedisLedger.Entry;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is to be compared and what was found: the real one, or its model.
interface Ledger {

  /// As [RedisLedger#look].
  List<Entry> look(int shard, int most, List<OrderNumber> others) throws StoreFailure;

  /// As [RedisLedger#note].
  boolean note(int shard, List<OrderNumber> compared, Map<String, Change> findings)
      throws StoreFailure;

  /// As [RedisLedger#findings].
  Map<String, Finding> findings(int shard) throws StoreFailure;

  /// As [RedisLedger#account].
  Account account(OrderNumber number) throws StoreFailure;

  /// All of [RedisLedger#pools], which come in any order.
  Set<PoolId> pools(int shard, List<PoolId> without) throws StoreFailure;

  /// The real one.
  record Real(RedisLedger ledger) implements Ledger {
    private static final int ALL = 1_000;

    @Override
    public List<Entry> look(int shard, int most, List<OrderNumber> others) throws StoreFailure {
      return ledger.look(shard, most, others);
    }

    @Override
    public boolean note(int shard, List<OrderNumber> compared, Map<String, Change> findings)
        throws StoreFailure {
      return ledger.note(shard, compared, findings);
    }

    @Override
    public Map<String, Finding> findings(int shard) throws StoreFailure {
      return ledger.findings(shard);
    }

    @Override
    public Account account(OrderNumber number) throws StoreFailure {
      return ledger.account(number);
    }

    @Override
    public Set<PoolId> pools(int shard, List<PoolId> without) throws StoreFailure {
      return Set.copyOf(ledger.pools(shard, ALL, without));
    }
  }
}
