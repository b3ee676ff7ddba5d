package bestow.delivery;

import bestow.wire.config.Provider;

/// What may be done when nobody knows whether a provider delivered, and how long is waited.
///
/// @param kind what an order in doubt may do
/// @param leaseMillis for how long an attempt belongs to whoever began it: longer than its last
///     byte can take
/// @param settleMillis how long after an attempt's end the provider may still be at work on it
/// @param readTimeoutCap for [Kind#NOTHING]: how many attempts of a user's orders of one gift may
///     be such that nobody knows whether they landed
/// @param schedule when it is tried again
record Terms(
    Kind kind, long leaseMillis, long settleMillis, int readTimeoutCap, Schedule schedule) {

  /// Between a lease's own times and its end: scheduling, a long garbage collection.
  private static final long LEASE_MARGIN_MILLIS = 500;

  /// The terms of a provider.
  ///
  /// @param sendWithinMillis how long after its beginning an attempt may be handed to the network
  static Terms of(Provider provider, long sendWithinMillis, Schedule schedule) {
    var times = provider.timeouts();
    // Whoever looks at an attempt does not know whether a user waited for it, or a worker made it.
    long read = times.longestMillis();
    long call = 2L * times.connectMillis() + times.writeMillis() + read;
    return new Terms(
        Kind.of(provider),
        sendWithinMillis + call + LEASE_MARGIN_MILLIS,
        // Three read timeouts: a first rule, until providers say how late they can be.
        3L * read,
        provider.readTimeoutCap(),
        schedule);
  }

  /// What an order in doubt may do.
  enum Kind {
    /// Send the same number again: the provider delivers it once.
    SAME_NUMBER,
    /// Send again: the provider's own limit keeps a second one from landing.
    LIMIT_AT_SOURCE,
    /// Ask first, and send again only where the provider never heard of it.
    ASK_FIRST,
    /// Send again while the cap lets it: every call may deliver again.
    NOTHING;

    static Kind of(Provider provider) {
      return switch (provider.idempotency()) {
        case ORDER_NUMBER -> SAME_NUMBER;
        case QUERY -> ASK_FIRST;
        case NONE -> provider.limitAtSource() ? LIMIT_AT_SOURCE : NOTHING;
      };
    }
  }
}
