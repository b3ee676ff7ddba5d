package bestow.quota;

import java.util.List;

/// What came of an attempt to take a gift.
sealed interface Holding {

  /// A unit is taken.
  ///
  /// @param order the new order's number
  /// @param free how many are left in the bucket
  record Held(OrderNumber order, long free) implements Holding {}

  /// The claim has its order already.
  record Repeated(OrderNumber order) implements Holding {}

  /// The user has another open order for the gift, and this claim is a paid order.
  record Busy() implements Holding {}

  /// The user has as many as they may.
  record Limit() implements Holding {}

  /// The bucket has nothing left; nothing was changed.
  ///
  /// @param lacks what it has nothing left of, at least one
  record Empty(List<Lack> lacks) implements Holding {
    public Empty {
      lacks = List.copyOf(lacks);
    }
  }

  /// A bucket without a unit.
  ///
  /// @param pool of what
  /// @param leases how many leases it has had
  record Lack(PoolId pool, long leases) {}
}
