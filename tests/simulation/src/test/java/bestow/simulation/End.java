package bestow.simulation;

import bestow.delivery.SimulatedProvider;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.HoldRequest.Limits;
import bestow.wire.quota.HoldState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What must be true of a world in which nothing is under way any more.
///
/// @param told what users were told of their orders
record End(Judge judge, Map<String, Told> told) {
  /// What a user was told of an order, in the end.
  enum Told {
    DELIVERED,
    REFUSED,
    PROCESSING
  }

  /// L2 and L6, by the provider's own ledger.
  void checkShares(String gift, Limits rules, SimulatedProvider provider) {
    for (long unit = rules.stock(); unit < provider.delivered(); unit++) {
      judge.breach("L2", gift + "#" + unit, provider.delivered() + " of " + rules.stock());
    }
    provider
        .owned()
        .forEach(
            (user, orders) ->
                orders.stream()
                    .skip(rules.perUser())
                    .forEach(
                        order ->
                            judge.breach("L6", order, user + " has " + orders + " of " + gift)));
  }

  /// L3 and L4, for one order.
  ///
  /// @param ended how delivery has it
  void checkOrder(String order, Optional<OrderState> ended, SimulatedProvider provider) {
    int count = provider.deliveries(order);
    var state = ended.orElse(OrderState.VOID);
    if (state == OrderState.DELIVERED && count == 0) {
      judge.breach("L3", order, "delivered without a delivery: " + order);
    }
    if ((state == OrderState.REFUSED || state == OrderState.VOID) && count > 0) {
      judge.breach("L4", order, state + ", yet delivered: " + order);
    }
    var what = Optional.ofNullable(told.get(order));
    if (what.isPresent()) {
      boolean kept =
          switch (what.get()) {
            case DELIVERED -> state == OrderState.DELIVERED;
            case REFUSED -> count == 0;
            case PROCESSING -> state != OrderState.VOID;
          };
      if (!kept) {
        judge.breach("L3", order, "told " + what + ", is " + state + ": " + order);
      }
    }
  }

  /// L10, for one order.
  void checkHold(String order, HoldState held, Optional<OrderState> ended) {
    var expected =
        switch (ended.orElse(OrderState.VOID)) {
          case DELIVERED, PRESUMED -> HoldState.CONFIRMED;
          case REFUSED, VOID -> HoldState.RELEASED;
          case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, REVOKING, REVOKED -> HoldState.HELD;
        };
    if (held != expected) {
      judge.breach("L10", order, held + " for " + ended + ": " + order);
    }
  }

  /// L10, for what quota knows nothing of.
  void checkUnheld(Set<String> held, SimulatedProvider provider) {
    provider.owned().values().stream()
        .flatMap(Set::stream)
        .filter(order -> !held.contains(order))
        .forEach(order -> judge.breach("L10", order, "delivered, and quota has no " + order));
  }
}
