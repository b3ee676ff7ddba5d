package bestow.delivery;

import bestow.delivery.RedisFindings.Index;
import bestow.delivery.RedisFindings.Known;
import bestow.delivery.RedisFindings.Place;
import bestow.delivery.RedisFindings.Stated;
import bestow.delivery.RedisFindings.UnansweredException;
import bestow.delivery.RedisFindings.Unstated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What providers state, and what was found about it: the real one, or its model.
interface Found {

  /// As [RedisFindings#state].
  Stated state(OrderNumber number, String delivery) throws UnansweredException;

  /// As [RedisFindings#unstated].
  Unstated unstated(int shard, Index index, Place after, long to) throws UnansweredException;

  /// All of [RedisFindings#sample], which come in any order.
  Set<Known> sample(int shard, Index index, long before) throws UnansweredException;

  /// As [RedisFindings#note].
  void note(Optional<Finding> before, Finding finding) throws UnansweredException;

  /// As [RedisFindings#decide].
  void decide(Finding finding) throws UnansweredException;

  /// As [RedisFindings#found].
  Optional<Finding> found(String subject) throws UnansweredException;

  /// As [RedisFindings#findings].
  Map<String, Finding> findings(int shard, List<String> without) throws UnansweredException;

  /// The real one.
  record Real(RedisFindings findings) implements Found {
    private static final int ALL = 1_000;

    @Override
    public Stated state(OrderNumber number, String delivery) throws UnansweredException {
      return findings.state(number, delivery);
    }

    @Override
    public Unstated unstated(int shard, Index index, Place after, long to)
        throws UnansweredException {
      return findings.unstated(shard, index, after, to);
    }

    @Override
    public Set<Known> sample(int shard, Index index, long before) throws UnansweredException {
      return Set.copyOf(findings.sample(shard, index, ALL, before));
    }

    @Override
    public void note(Optional<Finding> before, Finding finding) throws UnansweredException {
      findings.note(before, finding);
    }

    @Override
    public void decide(Finding finding) throws UnansweredException {
      findings.decide(finding);
    }

    @Override
    public Optional<Finding> found(String subject) throws UnansweredException {
      return findings.found(subject);
    }

    @Override
    public Map<String, Finding> findings(int shard, List<String> without)
        throws UnansweredException {
      return findings.findings(shard, without);
    }
  }
}
