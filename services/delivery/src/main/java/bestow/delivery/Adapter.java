package bestow.delivery;

/// The way to one provider: knows its API, and nothing of an order's life. For any number of
/// threads. Runs in the [bestow.mesh.CallContext] of whoever calls it.
interface Adapter {

  /// Asks the provider to deliver, once.
  Verdict deliver(Order order);

  /// Asks the provider what became of an order.
  Verdict ask(Order order);

  /// Asks the provider to take an order back that it delivered; again changes nothing more.
  Verdict revoke(Order order);
}
