package bestow.delivery;

import bestow.delivery.Finding.Kind;
import bestow.delivery.Ground.Side;
import bestow.delivery.RedisFindings.Index;
import bestow.delivery.RedisFindings.Place;
import bestow.delivery.RedisLedger.Ended;
import bestow.delivery.RedisLedger.Look;
import bestow.delivery.RedisLedger.Seen;
import bestow.testing.Twins;
import bestow.testing.Twins.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The part of a random history in which what has ended is compared with other ledgers.
final class FoundHistory {

  /// As long after their end as what was compared is remembered.
  private static final long LONG_AFTER = 4 * 86_400_000L;

  private final RandomGenerator random;
  private final Twins<Side> twins;
  private final List<OrderNumber> numbers;
  private final Times times;

  /// When things end in the history, in epoch milliseconds.
  record Times(long first, long last) {}

  FoundHistory(RandomGenerator random, Twins<Side> twins, List<OrderNumber> numbers, Times times) {
    this.random = random;
    this.twins = twins;
    this.numbers = numbers;
    this.times = times;
  }

  /// Compares some of a shard, or hears what a provider states, or notes what was found.
  void step() {
    switch (random.nextInt(3)) {
      case 0 -> compare();
      case 1 -> state();
      default -> note();
    }
  }

  /// What quota does: looks at what has ended, and says of some of it that it was compared.
  private void compare() {
    int shard = any().shardIndex();
    long now = times.last() + random.nextInt(2) * LONG_AFTER;
    var look = new Look(shard, Long.MAX_VALUE, List.of(), List.of());
    if (twins.same(side -> side.ledger().look(look, now)) instanceof Seen.Are(_, var ended)) {
      var compared = new ArrayList<Ended>();
      for (var one : ended) {
        if (random.nextBoolean()) {
          // Sometimes of another end than it has by now.
          compared.add(new Ended(one.number(), one.endedAt() + random.nextInt(3) / 2));
        }
      }
      var never = new OrderNumber(any().value().substring(0, 26) + "999999");
      var asked = new ArrayList<>(numbers);
      asked.removeIf(number -> number.shardIndex() != shard || random.nextBoolean());
      asked.add(never);
      var next = new Look(shard, moment(), asked, compared);
      twins.same(side -> side.ledger().look(next, now));
    }
  }

  private void state() {
    var number = any();
    var delivery = "r-" + random.nextInt(2);
    twins.same(side -> side.found().state(number, delivery));
  }

  private void note() {
    // What is no order's stands in the first shard.
    boolean stranger = numbers.getFirst().shardIndex() == 0 && random.nextInt(4) == 0;
    var subject = stranger ? "no order" : any().value();
    var known = twins.same(side -> side.found().found(subject));
    var before = random.nextInt(4) == 0 ? Optional.of(finding(subject)) : known;
    var finding = finding(subject);
    boolean decided = random.nextInt(4) == 0;
    twins.same(
        side -> {
          if (decided) {
            side.found().decide(finding);
          } else {
            side.found().note(before, finding);
          }
          return finding;
        });
    int shard = OrderNumber.of(subject).map(OrderNumber::shardIndex).orElse(0);
    var without = random.nextInt(4) == 0 ? List.of(subject) : List.<String>of();
    twins.same(side -> side.found().findings(shard, without));
  }

  private Finding finding(String subject) {
    var kind = any(List.of(Kind.values()));
    return new Finding(
        subject, kind, random.nextBoolean(), "delivered", "", random.nextInt(3), 9, "Look why.");
  }

  /// Adds what is to be looked at, now and then.
  void look(List<Step<Side, ?>> looks) {
    if (random.nextInt(3) > 0) {
      return;
    }
    int shard = any().shardIndex();
    var index = any(List.of(Index.values()));
    var place = new Place(moment(), random.nextBoolean() ? any().value() : "");
    long to = random.nextBoolean() ? moment() : Long.MAX_VALUE;
    looks.add(side -> side.found().unstated(shard, index, place, to));
    looks.add(side -> side.found().sample(shard, index, to));
    looks.add(side -> side.found().findings(shard, List.of()));
  }

  private long moment() {
    return random.nextLong(times.first(), times.last() + 2);
  }

  private OrderNumber any() {
    return any(numbers);
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
