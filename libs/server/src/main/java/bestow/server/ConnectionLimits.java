package bestow.server;

/// How long a connection may wait for what, and how much it may bring.
///
/// @param idleNanos between two requests
/// @param readNanos from a request's first byte to its last
/// @param writeNanos until the client has taken a piece of an answer
/// @param requestBytesMax everything that belongs to one request as it comes over the wire
record ConnectionLimits(long idleNanos, long readNanos, long writeNanos, long requestBytesMax) {

  /// Chunks of one byte each make six bytes of one; the rest is for line ends and trailers.
  private static final int CHUNKING_MAX = 8;

  /// One read of the socket may bring the beginning of the next request along.
  private static final int SLACK = 64 << 10;

  static ConnectionLimits of(ServerSettings.Limits limits) {
    return new ConnectionLimits(
        limits.idle().toNanos(),
        limits.read().toNanos(),
        limits.write().toNanos(),
        (long) limits.bodyBytesMax() * CHUNKING_MAX + limits.headerBytesMax() + SLACK);
  }

  /// How often it is enough to look: a tenth of the shortest wait, and not above a quarter second.
  long lookEveryNanos() {
    return Math.min(250_000_000L, Math.min(idleNanos, Math.min(readNanos, writeNanos)) / 10);
  }
}
