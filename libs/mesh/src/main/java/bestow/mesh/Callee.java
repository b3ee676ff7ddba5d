package bestow.mesh;

/// A service as its callers see it. Made once by a [Mesh] and used by many threads at once.
@FunctionalInterface
public interface Callee {

  /// Sends the call and waits for how it ends, at the latest at the deadline of the [CallContext]
  /// that the running work is bound to. An interrupt ends it early and stays set.
  ///
  /// @throws IllegalStateException where no CallContext is bound
  Outcome call(Call call);
}
