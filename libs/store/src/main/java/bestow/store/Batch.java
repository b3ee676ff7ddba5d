package bestow.store;

/// Calls that go out together on one connection and are answered in the same order.
final class Batch {

  /// No calls at all.
  static final Batch NONE = new Batch(new Pending[0], 0, 0);

  private final Pending[] calls;
  private final int size;
  private final long takenNanos;

  /// @param calls the calls in order, of which only the first `size` count; not copied
  /// @param takenNanos when they were taken, as a reading of the ticker
  Batch(Pending[] calls, int size, long takenNanos) {
    this.calls = calls;
    this.size = size;
    this.takenNanos = takenNanos;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Whether any of its calls may change something.
  boolean writes() {
    for (int i = 0; i < size; i++) {
      if (calls[i].writes()) {
        return true;
      }
    }
    return false;
  }

  Pending call(int place) {
    return calls[place];
  }

  /// Whether it holds calls and was taken longer ago than this.
  boolean olderThan(long nanos, long nowNanos) {
    return size > 0 && nowNanos - takenNanos > nanos;
  }

  /// Ends those calls that have no answer yet: whether they ran isn't known.
  void lose(String why) {
    for (int i = 0; i < size; i++) {
      calls[i].lose(why);
    }
  }
}
