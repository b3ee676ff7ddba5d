package bestow.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What came of a simulation.
final class Ledger {
  long calls;
  long failed;
  long attempts;
  long notSent;
  final long[] callsInSecond;
  final long[] failedInSecond;
  final Map<Instance, long[]> perSecond = new HashMap<>();
  final List<Told> told = new ArrayList<>();

  Ledger(int seconds) {
    callsInSecond = new long[seconds];
    failedInSecond = new long[seconds];
  }

  /// How many attempts all instances got from one second to another.
  double attempts(int fromSecond, int toSecond) {
    return perSecond.keySet().stream()
        .mapToDouble(instance -> attempts(instance, fromSecond, toSecond))
        .sum();
  }

  /// How many calls were made from one second to another.
  double calls(int fromSecond, int toSecond) {
    return Arrays.stream(callsInSecond, fromSecond, toSecond).sum();
  }

  /// How many of the calls made from one second to another failed.
  double failed(int fromSecond, int toSecond) {
    return Arrays.stream(failedInSecond, fromSecond, toSecond).sum();
  }

  /// When a transition of that kind was first seen after a second, in seconds after it.
  <T extends Transition> OptionalDouble first(Class<T> kind, int afterSecond) {
    return told.stream()
        .filter(one -> kind.isInstance(one.transition()))
        .mapToDouble(one -> one.atNanos() / 1e9 - afterSecond)
        .filter(at -> at >= 0)
        .findFirst();
  }

  /// How many attempts an instance got from one second to another.
  double attempts(Instance instance, int fromSecond, int toSecond) {
    long sum = 0;
    for (int i = fromSecond; i < toSecond; i++) {
      sum += perSecond.getOrDefault(instance, new long[toSecond])[i];
    }
    return sum;
  }

  /// Attempts a call, those apart of which no byte was sent.
  double amplification() {
    return (double) (attempts - notSent) / calls;
  }

  /// A transition, when and at whom it was seen.
  record Told(int caller, long atNanos, Transition transition) {}
}
