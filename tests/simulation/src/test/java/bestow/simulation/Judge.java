package bestow.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What becomes of a law that is broken: nothing may break one, but for a store that fails over and
/// forgets what it had acknowledged. Then each write that was lost may touch one order.
public final class Judge {
  private final Map<String, Integer> breaches = new HashMap<>();
  private final Set<String> touched = new HashSet<>();
  private int lost;

  /// A law is broken.
  ///
  /// @param law as in `L1`
  /// @param whose the order, or the unit of stock
  /// @throws AssertionError unless writes were lost
  public void breach(String law, String whose, String what) {
    if (lost == 0) {
      throw new AssertionError(law + ": " + what);
    }
    if (touched.add(law + " " + whose)) {
      breaches.merge(law, 1, Integer::sum);
    }
    touched.add(whose);
  }

  /// So many acknowledged writes were lost.
  public void lost(int writes) {
    lost += writes;
  }

  /// How many acknowledged writes were lost.
  int lost() {
    return lost;
  }

  /// How many orders and units were touched by that.
  int touched() {
    return (int) touched.stream().filter(whose -> whose.indexOf(' ') < 0).count();
  }

  /// How often each law was broken.
  Map<String, Integer> breaches() {
    return new TreeMap<>(breaches);
  }
}
