package bestow.quota;

import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleRequest.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Limits and orders in memory, held to the same contract as those in Redis.
final class MemoryQuotaStore implements QuotaStore {
  private static final int KEYS_MAX = 4096;

  private final MemoryPoolStore pools;
  private final Map<Mine, MemoryUser> users = new HashMap<>();
  private final Map<OrderNumber, OrderRecord> orders = new HashMap<>();
  private final Map<Integer, Map<OrderNumber, Long>> due = new HashMap<>();
  private final Set<OrderNumber> asked = new HashSet<>();
  private final Map<OrderNumber, Long> keptTill = new HashMap<>();
  private final MemoryKeyNotes notes;

  private record Mine(GiftId gift, UserId user) {}

  MemoryQuotaStore(MemoryPoolStore pools) {
    this(pools, new MemoryKeyNotes());
  }

  private MemoryQuotaStore(MemoryPoolStore pools, MemoryKeyNotes notes) {
    this.pools = pools;
    this.notes = notes;
  }

  @Override
  public Holding hold(Taking taking) {
    synchronized (pools) {
      var claim = taking.claim();
      var user = users.computeIfAbsent(new Mine(claim.gift(), claim.user()), _ -> new MemoryUser());
      if (claim.key().given() && user.keys().containsKey(claim.key())) {
        var number = user.keys().get(claim.key());
        var order = orders.get(number);
        boolean mayHaveAnother =
            claim.key().paid() || claim.insteadOf().filter(number::equals).isPresent();
        if (!mayHaveAnother || order == null || order.state() != HoldState.RELEASED) {
          return new Holding.Repeated(number);
        }
      }
      if (!user.open().isEmpty()) {
        if (claim.key().paid()) {
          return new Holding.Busy();
        }
        if (claim.key().given() && user.keys().size() < KEYS_MAX) {
          user.keys().put(claim.key(), user.open().getFirst());
        }
        return new Holding.Repeated(user.open().getFirst());
      }
      if (user.counts().getOrDefault(taking.moment().label(), 0) >= claim.limits().perUser()) {
        return new Holding.Limit();
      }
      var lacks = empty(taking);
      return lacks.isEmpty() ? taken(taking, user) : new Holding.Empty(lacks);
    }
  }

  @Override
  public List<Holding.Lack> lacks(Taking taking) {
    synchronized (pools) {
      var claim = taking.claim();
      var user = users.getOrDefault(new Mine(claim.gift(), claim.user()), new MemoryUser());
      boolean something =
          !user.open().isEmpty()
              || (claim.key().given() && user.keys().containsKey(claim.key()))
              || user.counts().getOrDefault(taking.moment().label(), 0) >= claim.limits().perUser();
      return something ? List.of() : empty(taking);
    }
  }

  private List<Holding.Lack> empty(Taking taking) {
    return taking.pools().stream()
        .filter(pool -> pools.bucket(pool, taking.bucket()).free() == 0)
        .map(pool -> new Holding.Lack(pool, pools.bucket(pool, taking.bucket()).leases()))
        .toList();
  }

  private Holding taken(Taking taking, MemoryUser user) {
    var claim = taking.claim();
    var moment = taking.moment();
    int sequence = user.sequences().merge(moment.label(), 1, Integer::sum);
    user.counts().merge(moment.label(), 1, Integer::sum);
    user.kept(moment.keptTill());
    var number = new OrderNumber(taking.prefix() + "%06d".formatted(sequence));
    user.open().add(number);
    if (claim.key().given()) {
      user.keys().put(claim.key(), number);
    }
    orders.put(
        number,
        new OrderRecord(
            number,
            HoldState.HELD,
            0,
            moment.heldAt(),
            taking.bucket(),
            moment.label(),
            taking.daily() ? moment.date() : "",
            claim.gift(),
            claim.user()));
    due.computeIfAbsent(number.shard(), _ -> new HashMap<>()).put(number, moment.dueAt());
    taking.pools().forEach(pool -> pools.book(pool, taking.bucket(), -1, 1, 0));
    return new Holding.Held(number, pools.bucket(taking.stock(), taking.bucket()).free());
  }

  @Override
  public Settling settle(OrderNumber number, End end) {
    synchronized (pools) {
      var order = orders.get(number);
      if (order == null) {
        return new Settling.Unknown();
      }
      var to = end == End.CONFIRM ? HoldState.CONFIRMED : HoldState.RELEASED;
      if (order.state() != HoldState.HELD) {
        return order.state() == to ? new Settling.Repeated() : new Settling.Contrary();
      }
      orders.put(number, changed(order, to, 0));
      due.getOrDefault(number.shard(), Map.of()).remove(number);
      var user = users.computeIfAbsent(new Mine(order.gift(), order.user()), _ -> new MemoryUser());
      user.open().clear();
      keptTill.put(number, user.keptTill());
      if (end == End.RELEASE) {
        user.counts().merge(order.label(), -1, Integer::sum);
      }
      var booked = new ArrayList<>(List.of(PoolId.stock(order.gift())));
      if (!order.date().isEmpty()) {
        booked.add(new PoolId(order.gift(), order.date()));
      }
      for (var pool : booked) {
        pools.book(
            pool, order.bucket(), end == End.RELEASE ? 1 : 0, -1, end == End.CONFIRM ? 1 : 0);
      }
      return new Settling.Settled(booked);
    }
  }

  @Override
  public Optional<Long> promise(OrderNumber number, long by) {
    synchronized (pools) {
      var order = orders.get(number);
      if (order == null || order.state() == HoldState.RELEASED) {
        return Optional.empty();
      }
      if (order.state() == HoldState.CONFIRMED) {
        return Optional.of(by);
      }
      if (order.promisedBy() == 0 && !asked.contains(number)) {
        orders.put(number, changed(order, HoldState.HELD, by));
        return Optional.of(by);
      }
      return Optional.of(order.promisedBy()).filter(first -> first > 0);
    }
  }

  /// Another store in which all is as it is here now.
  ///
  /// @param others a copy of the pools
  MemoryQuotaStore copy(MemoryPoolStore others) {
    synchronized (pools) {
      var copy = new MemoryQuotaStore(others, notes.copy());
      users.forEach((mine, user) -> copy.users.put(mine, user.copy()));
      copy.orders.putAll(orders);
      due.forEach((shard, all) -> copy.due.put(shard, new HashMap<>(all)));
      copy.asked.addAll(asked);
      copy.keptTill.putAll(keptTill);
      return copy;
    }
  }

  /// As if nobody had asked about any order: what must not happen.
  void forgetQuestions() {
    asked.clear();
  }

  private static OrderRecord changed(OrderRecord order, HoldState to, long promisedBy) {
    return new OrderRecord(
        order.number(),
        to,
        promisedBy,
        order.heldAt(),
        order.bucket(),
        order.label(),
        order.date(),
        order.gift(),
        order.user());
  }

  @Override
  public Optional<OrderRecord> order(OrderNumber order) {
    synchronized (pools) {
      return Optional.ofNullable(orders.get(order));
    }
  }

  @Override
  public List<OrderRecord> orders(GiftId gift, UserId user, int bucket, int most) {
    synchronized (pools) {
      return orders.values().stream()
          .filter(order -> order.gift().equals(gift) && order.user().equals(user))
          .sorted(
              Comparator.comparing(OrderRecord::label)
                  .thenComparing(order -> order.number().value().substring(26))
                  .reversed())
          .limit(most)
          .toList();
    }
  }

  @Override
  public Due due(int shard, long now, int most) {
    synchronized (pools) {
      var ours = due.getOrDefault(shard, Map.of());
      if (ours.isEmpty()) {
        return new Due(List.of(), List.of(), 0, 0);
      }
      var overdue =
          ours.entrySet().stream()
              .filter(one -> one.getValue() <= now)
              .sorted(
                  Map.Entry.<OrderNumber, Long>comparingByValue()
                      .thenComparing(one -> one.getKey().value()))
              .map(one -> Optional.ofNullable(orders.get(one.getKey())).orElseThrow())
              .toList();
      var found = overdue.stream().limit(most).toList();
      found.forEach(order -> asked.add(order.number()));
      return new Due(found, List.of(), overdue.size(), ours.size());
    }
  }

  /// When the order is to be asked about; nothing where it has its end.
  Optional<Long> dueAt(OrderNumber order) {
    synchronized (pools) {
      return Optional.ofNullable(due.getOrDefault(order.shard(), Map.of()).get(order));
    }
  }

  /// Until when an order that has its end is kept; nothing for ever.
  Optional<Long> keptTill(OrderNumber order) {
    synchronized (pools) {
      return Optional.ofNullable(keptTill.get(order)).filter(till -> till > 0);
    }
  }

  /// Every order of a shard.
  List<OrderRecord> orders(int shard) {
    synchronized (pools) {
      return orders.values().stream().filter(order -> order.number().shard() == shard).toList();
    }
  }

  /// What the count of the order's user and period says.
  int count(OrderRecord order) {
    synchronized (pools) {
      var user = users.getOrDefault(new Mine(order.gift(), order.user()), new MemoryUser());
      return user.counts().getOrDefault(order.label(), 0);
    }
  }

  /// How many orders are held.
  int dueCount() {
    synchronized (pools) {
      return due.values().stream().mapToInt(Map::size).sum();
    }
  }

  @Override
  public void postpone(OrderNumber order, long dueAt) {
    synchronized (pools) {
      due.getOrDefault(order.shard(), new HashMap<>()).computeIfPresent(order, (_, _) -> dueAt);
    }
  }

  @Override
  public KeyNote.Answer begin(KeyNote note) {
    return notes.begin(note);
  }

  @Override
  public void end(KeyNote note) {
    notes.end(note);
  }
}
