package bestow.delivery;

import bestow.delivery.RedisFindings.Index;
import bestow.delivery.RedisFindings.Known;
import bestow.delivery.RedisFindings.Place;
import bestow.delivery.RedisFindings.Stated;
import bestow.delivery.RedisFindings.Unstated;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What providers state, and what was found about it, in memory. For one thread.
final class MemoryFindings implements Found {

  private static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::endedAt).thenComparing(Place::number);

  private final MemoryOrderStore orders;
  private final Map<OrderNumber, String> stated = new HashMap<>();
  private final Map<Integer, Map<String, Finding>> findings = new HashMap<>();

  MemoryFindings(MemoryOrderStore orders) {
    this.orders = orders;
  }

  @Override
  public Stated state(OrderNumber number, String delivery) {
    stated.putIfAbsent(number, delivery);
    var first = Optional.ofNullable(stated.get(number)).orElseThrow();
    return new Stated(first, order(number), found(number.value()));
  }

  private Optional<Order> order(OrderNumber number) {
    return orders.read(number) instanceof OrderStore.Read.Is(var order) ? order : Optional.empty();
  }

  @Override
  public Unstated unstated(int shard, Index index, Place after, long to) {
    var looked =
        places(shard, index)
            .filter(place -> ORDER.compare(place, after) > 0 && place.endedAt() < to)
            .sorted(ORDER)
            .toList();
    return new Unstated(
        looked.stream()
            .map(place -> new OrderNumber(place.number()))
            .filter(number -> !stated.containsKey(number))
            .flatMap(this::known)
            .toList(),
        looked.isEmpty() ? Optional.empty() : Optional.of(looked.getLast()));
  }

  private Stream<Place> places(int shard, Index index) {
    var all =
        switch (index) {
          case ENDED -> orders.ended(shard);
          case COMPARED -> orders.compared(shard);
          case DEAD -> orders.dead(shard);
        };
    return all.entrySet().stream().map(one -> new Place(one.getValue(), one.getKey().value()));
  }

  private Stream<Known> known(OrderNumber number) {
    return order(number).stream().map(order -> new Known(order, found(number.value())));
  }

  @Override
  public Set<Known> sample(int shard, Index index, long before) {
    return places(shard, index)
        .filter(place -> place.endedAt() < before)
        .flatMap(place -> known(new OrderNumber(place.number())))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void note(Optional<Finding> before, Finding finding) {
    if (found(finding.subject()).equals(before)) {
      decide(finding);
    }
  }

  @Override
  public void decide(Finding finding) {
    var here = here(shard(finding.subject()));
    if (here.size() < RedisFindings.FINDINGS_MAX || here.containsKey(finding.subject())) {
      here.put(finding.subject(), finding);
    }
  }

  @Override
  public Optional<Finding> found(String subject) {
    return Optional.ofNullable(here(shard(subject)).get(subject));
  }

  @Override
  public Map<String, Finding> findings(int shard, List<String> without) {
    without.forEach(here(shard)::remove);
    return Map.copyOf(here(shard));
  }

  private Map<String, Finding> here(int shard) {
    return findings.computeIfAbsent(shard, _ -> new HashMap<>());
  }

  private static int shard(String subject) {
    return OrderNumber.of(subject).map(OrderNumber::shardIndex).orElse(0);
  }
}
