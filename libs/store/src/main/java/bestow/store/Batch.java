package bestow.store;

/// Calls that go out together on one connection and are answered in the same order.
final class Batch {

  /// No calls at all.
  static final Batch NONE = new Batch(new Pending[0], 0);

  private final Pending[] calls;
  private final int size;

  /// @param calls the calls in order, of which only the first `size` count; not copied
  Batch(Pending[] calls, int size) {
    this.calls = calls;
    this.size = size;
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

  /// Ends those calls that have no answer yet: whether they ran isn't known.
  void lose(String why) {
    for (int i = 0; i < size; i++) {
      calls[i].lose(why);
    }
  }
}
