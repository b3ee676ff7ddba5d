package bestow.drills;

import bestow.drills.Answers.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// Who was asked how often, and what a caller thought of them, looked at several times a second.
/// For any number of threads.
final class Traffic {
  /// One look.
  ///
  /// @param at nanoseconds since the drill began
  /// @param asked how many calls each instance has had so far, by its name
  /// @param states how the first gateway's mesh has each, by its name; one it does not list is
  ///     absent
  record Look(long at, Map<String, Long> asked, Map<String, String> states) {
    Look {
      asked = Map.copyOf(asked);
      states = Map.copyOf(states);
    }

    /// Whether the gateway sends calls to an instance as to others.
    boolean isIn(String instance) {
      var state = states.getOrDefault(instance, "absent");
      return !state.equals("ejected") && !state.equals("probing") && !state.equals("absent");
    }
  }

  private final List<Look> looks = new ArrayList<>();

  synchronized void add(Look look) {
    looks.add(look);
  }

  synchronized List<Look> looks() {
    return List.copyOf(looks);
  }

  /// How many calls an instance had within a stretch, as near as the looks tell.
  long asked(String instance, Span span) {
    return at(span.to()).getOrDefault(instance, 0L) - at(span.from()).getOrDefault(instance, 0L);
  }

  /// How many calls all of them had within a stretch.
  long asked(Span span) {
    return at(span.to()).keySet().stream().mapToLong(instance -> asked(instance, span)).sum();
  }

  /// The part of a stretch's calls that one instance had, 0 to 1; NaN without calls.
  double share(String instance, Span span) {
    long all = asked(span);
    return all == 0 ? Double.NaN : (double) asked(instance, span) / all;
  }

  /// The first look after a moment that has this about it.
  OptionalLong firstAfter(long moment, Predicate<Look> what) {
    return looks().stream()
        .filter(look -> look.at() > moment)
        .filter(what)
        .mapToLong(Look::at)
        .findFirst();
  }

  /// How many calls a second each instance had, from look to look.
  Map<String, List<Point>> rates(double seconds) {
    var rates = new LinkedHashMap<String, List<Point>>();
    Look last = null;
    for (var look : looks()) {
      if (last == null) {
        last = look;
      } else if (look.at() - last.at() >= seconds * 1e9) {
        double passed = (look.at() - last.at()) / 1e9;
        for (var instance : look.asked().keySet().stream().sorted().toList()) {
          long more =
              look.asked().getOrDefault(instance, 0L) - last.asked().getOrDefault(instance, 0L);
          rates
              .computeIfAbsent(instance, _ -> new ArrayList<>())
              .add(new Point(look.at() / 1e9, more / passed));
        }
        last = look;
      }
    }
    return rates;
  }

  private Map<String, Long> at(long moment) {
    Map<String, Long> asked = Map.of();
    for (var look : looks()) {
      if (look.at() > moment) {
        break;
      }
      asked = look.asked();
    }
    return asked;
  }
}
