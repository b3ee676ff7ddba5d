package bestow.sandbox;

import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem.Mistake;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the body of `PUT /faults`: finds every mistake at once, and refuses what it does not know,
/// so that a misspelt fault is never taken for a calm day.
final class FaultsReader {

  private static final Codec<Object> CODEC = Json.codec(Object.class);

  private final List<Mistake> mistakes = new ArrayList<>();

  private FaultsReader() {}

  /// The faults that the body describes, or what is wrong with it.
  static Reading read(byte[] body) {
    try {
      return CODEC.read(body) instanceof Map<?, ?> members
          ? new FaultsReader().faults(members)
          : wrong(new Mistake(0, 0, "", "an object of faults is expected"));
    } catch (MalformedJsonException e) {
      return wrong(new Mistake(0, 0, "", "not JSON: " + e.getMessage()));
    }
  }

  private static Reading wrong(Mistake mistake) {
    return new Reading.Wrong(List.of(mistake));
  }

  private Reading faults(Map<?, ?> members) {
    var known = new HashSet<>(Set.of("seed"));
    var rates = new EnumMap<Fault, Faults.Rate>(Fault.class);
    for (var fault : Fault.values()) {
      known.add(fault.member());
      if (members.containsKey(fault.member())) {
        rates.put(fault, rate(fault, members.get(fault.member())));
      }
    }
    refuseUnknown("", members, known);
    if (members.isEmpty()) {
      mistake("", "a fault is expected; DELETE takes all of them away");
    }
    long seed = members.containsKey("seed") ? seed(members.get("seed")) : 0;
    double sum = 0;
    for (var rate : rates.entrySet()) {
      sum += rate.getKey().excludesOthers() ? rate.getValue().share() : 0;
    }
    // The shares are decimal fractions: 0.7 + 0.2 + 0.1 is a hair above 1.
    if (sum > 1 + 1e-9) {
      mistake("", "the shares of faults that exclude each other come to " + sum + ", 1 at most");
    }
    return mistakes.isEmpty()
        ? new Reading.Good(new Faults(seed, rates))
        : new Reading.Wrong(List.copyOf(mistakes));
  }

  private Faults.Rate rate(Fault fault, Object value) {
    if (!(value instanceof Map<?, ?> members)) {
      mistake(fault.member(), "an object with a share is expected");
      return new Faults.Rate(0, fault.usual());
    }
    var known = fault.number().isEmpty() ? Set.of("share") : Set.of("share", fault.number());
    refuseUnknown(fault.member() + ".", members, known);
    double share = 0;
    if (members.get("share") instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= 1) {
      share = number.doubleValue();
    } else {
      mistake(fault.member() + ".share", "a number from 0 to 1 is expected");
    }
    return new Faults.Rate(share, number(fault, members));
  }

  private int number(Fault fault, Map<?, ?> members) {
    if (fault.number().isEmpty() || !members.containsKey(fault.number())) {
      return fault.usual();
    }
    if (members.get(fault.number()) instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= fault.min()
        && number.doubleValue() <= fault.max()) {
      return number.intValue();
    }
    mistake(
        fault.member() + "." + fault.number(),
        "a whole number from " + fault.min() + " to " + fault.max() + " is expected");
    return fault.usual();
  }

  private long seed(Object value) {
    // Beyond 2^53 a JSON number no longer says which whole number is meant.
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && Math.abs(number.doubleValue()) <= (1L << 53)) {
      return number.longValue();
    }
    mistake("seed", "a whole number of at most 2^53 is expected");
    return 0;
  }

  private void refuseUnknown(String prefix, Map<?, ?> members, Set<String> known) {
    for (var name : members.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        mistake(
            prefix + name,
            "unknown; known are " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  private void mistake(String path, String message) {
    mistakes.add(new Mistake(0, 0, path, message));
  }

  /// What came of reading.
  sealed interface Reading {
    /// Everything is as it should be.
    record Good(Faults faults) implements Reading {}

    /// What is wrong.
    record Wrong(List<Mistake> mistakes) implements Reading {
      public Wrong {
        mistakes = List.copyOf(mistakes);
      }
    }
  }
}
