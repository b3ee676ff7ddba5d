package bestow.delivery;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What providers have otherwise than delivery, and which orders stand in their statements, by
/// shard, in delivery's own Redis. For any number of threads.
final class RedisFindings {

  private static final Script STATED = Script.load(RedisFindings.class, "stated.lua");
  private static final Script UNSTATED = Script.load(RedisFindings.class, "unstated.lua");
  private static final Script FOUND = Script.load(RedisFindings.class, "found.lua");
  private static final Script FINDING = Script.load(RedisFindings.class, "finding.lua");
  private static final Script FINDINGS = Script.load(RedisFindings.class, "findings.lua");
  private static final Script SAMPLE = Script.load(RedisFindings.class, "sample.lua");

  /// Every script that this runs.
  static final List<Script> SCRIPTS = List.of(STATED, UNSTATED, FOUND, FINDING, FINDINGS, SAMPLE);

  /// More findings of a shard than a person would read.
  static final int FINDINGS_MAX = 1_000;

  private static final int PAGE = 100;

  private final Store store;
  private final Duration statedKept;

  /// @param statedKept for how long it is remembered what was stated
  RedisFindings(Store store, Duration statedKept) {
    this.store = store;
    this.statedKept = statedKept;
  }

  /// The store gave no answer: whatever was asked for may be asked for again.
  static final class UnansweredException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    UnansweredException(String why) {
      super(why, null, false, false);
    }

    /// Why, as a sentence.
    String why() {
      return String.valueOf(getMessage());
    }
  }

  /// An order that is stated.
  ///
  /// @param first which delivery of it was stated first
  /// @param order nothing where it was never written down, or its record is not what was written
  /// @param found what was found before
  record Stated(String first, Optional<Order> order, Optional<Finding> found) {}

  /// Notes which delivery of an order is stated, unless one was before.
  Stated state(OrderNumber number, String delivery) throws UnansweredException {
    var slot = slot(number.shardIndex());
    var keys = List.of(slot + "stated:" + number, slot + "order:" + number, slot + "findings");
    var args = List.of(number.value(), delivery, Long.toString(statedKept.toMillis()));
    var said = run(STATED, keys, args).many();
    return new Stated(
        said.text(0), order(number, said.text(1)), Finding.read(number.value(), said.text(2)));
  }

  /// An order that has got its end, and what was found about it before.
  record Known(Order order, Optional<Finding> found) {}

  /// Where to look on: behind an order that got its end then.
  ///
  /// @param number empty for that time's first one
  record Place(long endedAt, String number) {}

  /// Orders of a shard that got their end within a time and are stated nowhere.
  ///
  /// @param next where to look on; nothing where there is nothing more to look at
  record Unstated(List<Known> orders, Optional<Place> next) {
    Unstated {
      orders = List.copyOf(orders);
    }
  }

  /// Which index of a shard's orders.
  enum Index {
    /// Those that got their end and were not compared with quota's ledger yet.
    ENDED("ended"),
    /// Those that were.
    COMPARED("compared"),
    /// Those that a person has to decide about.
    DEAD("dead");

    private final String word;

    Index(String word) {
      this.word = word;
    }
  }

  /// Some of them.
  ///
  /// @param to before when, in epoch milliseconds
  Unstated unstated(int shard, Index index, Place after, long to) throws UnansweredException {
    var slot = slot(shard);
    var keys = List.of(slot + index.word, slot + "stated:", slot + "order:", slot + "findings");
    var args =
        List.of(
            Long.toString(after.endedAt()),
            after.number(),
            Long.toString(to),
            Integer.toString(PAGE));
    var said = run(UNSTATED, keys, args).many();
    var next =
        said.text(1).isEmpty()
            ? Optional.<Place>empty()
            : Optional.of(new Place(Long.parseLong(said.text(0)), said.text(1)));
    return new Unstated(known(said, 2), next);
  }

  /// Any orders of a shard's index.
  ///
  /// @param before when they came to stand there, in epoch milliseconds
  List<Known> sample(int shard, Index index, int most, long before) throws UnansweredException {
    var slot = slot(shard);
    var keys = List.of(slot + index.word, slot + "order:", slot + "findings");
    var args = List.of(Integer.toString(most), Long.toString(before));
    return known(run(SAMPLE, keys, args).many(), 0);
  }

  /// Notes what was found, unless something else was noted meanwhile, as by a person; leaves it out
  /// where the shard has too many findings.
  ///
  /// @param before what was found when it was looked at
  void note(Optional<Finding> before, Finding finding) throws UnansweredException {
    write(finding, List.of(before.map(Finding::text).orElse("")));
  }

  /// Notes what a person decided, whatever was noted meanwhile.
  void decide(Finding finding) throws UnansweredException {
    write(finding, List.of());
  }

  private void write(Finding finding, List<String> before) throws UnansweredException {
    var args = new ArrayList<String>();
    args.addAll(List.of(finding.subject(), finding.text(), Integer.toString(FINDINGS_MAX)));
    args.addAll(before);
    var _ = run(FOUND, keys(finding.subject()), args);
  }

  /// What was found about a subject.
  Optional<Finding> found(String subject) throws UnansweredException {
    return Finding.read(subject, run(FINDING, keys(subject), List.of(subject)).text());
  }

  private static List<String> keys(String subject) {
    return List.of(slot(shard(subject)) + "findings");
  }

  /// What was found in a shard, by subject.
  ///
  /// @param without subjects that are not shown any more
  Map<String, Finding> findings(int shard, List<String> without) throws UnansweredException {
    var said = run(FINDINGS, List.of(slot(shard) + "findings"), without).many();
    var findings = new TreeMap<String, Finding>();
    for (int i = 0; i < said.size(); i += 2) {
      Finding.read(said.text(i), said.text(i + 1))
          .ifPresent(finding -> findings.put(finding.subject(), finding));
    }
    return findings;
  }

  /// The shard of a subject: an order's own, and the first one for what is no order.
  private static int shard(String subject) {
    return OrderNumber.of(subject).map(OrderNumber::shardIndex).orElse(0);
  }

  private Value run(Script script, List<String> keys, List<String> args)
      throws UnansweredException {
    return switch (store.run(script, keys, args)) {
      case StoreReply.Done(Value value) -> value;
      case StoreReply.NotSent(String why) -> throw new UnansweredException(why);
      case StoreReply.Unknown(String why) -> throw new UnansweredException(why);
      case StoreReply.Failed failed -> throw new UnansweredException(failed.error());
    };
  }

  private static List<Known> known(Value.Many said, int from) {
    var known = new ArrayList<Known>();
    for (int i = from; i < said.size(); i += 3) {
      var found = Finding.read(said.text(i), said.text(i + 2));
      order(new OrderNumber(said.text(i)), said.text(i + 1))
          .ifPresent(order -> known.add(new Known(order, found)));
    }
    return known;
  }

  private static Optional<Order> order(OrderNumber number, String record) {
    try {
      return record.isEmpty() ? Optional.empty() : Optional.of(OrderText.read(number, record));
    } catch (DamagedRecordException _) {
      return Optional.empty();
    }
  }

  private static String slot(int shard) {
    return "{s" + OrderNumber.shard(shard) + "}:";
  }
}
