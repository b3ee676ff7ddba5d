package bestow.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The mistakes found so far in one file. The first [#LISTED_MAX] are kept, all are counted, so
/// that a file of nothing but mistakes costs no more than a small one. For one thread.
final class Mistakes {
  /// Enough to mend a file in one round, few enough to read.
  static final int LISTED_MAX = 50;

  private final List<Mistake> listed = new ArrayList<>();
  private int count;

  void add(Position position, String path, String message) {
    count++;
    if (listed.size() < LISTED_MAX) {
      listed.add(new Mistake(position, path, message));
    }
  }

  int count() {
    return count;
  }

  /// In the order of the file.
  List<Mistake> listed() {
    return listed.stream().sorted(Comparator.comparing(Mistake::position)).toList();
  }
}
