package bestow.quota;

import java.util.List;

/// What came of an attempt to give an order its end.
sealed interface Settling {

  /// It has its end now.
  ///
  /// @param pools where its unit is booked
  record Settled(List<PoolId> pools) implements Settling {
    public Settled {
      pools = List.copyOf(pools);
    }
  }

  /// It had this end before.
  record Repeated() implements Settling {}

  /// It has the other end; nothing was changed.
  record Contrary() implements Settling {}

  /// There is no such order.
  record Unknown() implements Settling {}
}
