package bestow.mesh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lays out who may be chosen, and how often: first by plane, then by zone. Remembers how much the
/// other plane has taken over, so that calls do not swing back and forth. Not safe for use by many
/// threads.
final class Spread {

  // Half: what an instance that warms up does on the average.
  private static final double WARMING = 0.5;
  // 1 %: less is not worth telling.
  private static final double TOLD_MIN = 0.01;
  // In ten steps the calls come back to whoever is well again: a queue or a cold cache shows itself
  // while there is little of it.
  private static final int STEPS = 10;
  // 1 ms: laying out anew at each call would cost more than it brings.
  private static final long STEP_NANOS_MIN = 1_000_000;

  private final String zone;
  private final SpreadSettings settings;
  private final double warmLeast;
  private final long stepNanos;
  private final LostZones lost;
  private final Muster ownMuster;
  private final Muster otherMuster;
  private double spilled;
  private double most;
  // What the other plane could take over when this was last laid out.
  private double room;
  private long fallAt = Long.MAX_VALUE;
  private double told;

  /// For a caller in `zone`.
  Spread(String zone, HealSettings settings) {
    this.zone = zone;
    this.settings = settings.spread();
    this.warmLeast = settings.restore().warmFrom();
    this.stepNanos = Math.max(STEP_NANOS_MIN, settings.restore().warmUp().toNanos() / STEPS);
    this.lost = new LostZones(settings);
    this.ownMuster = new Muster(settings.spread().memory());
    this.otherMuster = new Muster(settings.spread().memory());
  }

  /// Takes over a list of instances.
  ///
  /// @return those of them that may ever be called
  List<Instance> take(List<Instance> all) {
    var callable =
        settings.plane().isEmpty() || settings.help() != SpreadSettings.Help.NONE
            ? all
            : all.stream().filter(this::isOwnPlane).toList();
    lost.list(callable.stream().map(one -> one.place().zone()).collect(Collectors.toSet()));
    return callable;
  }

  /// The layout of these instances.
  View view(Collection<Vitals> all, long now) {
    var own = new TreeMap<String, List<Vitals>>();
    var other = new TreeMap<String, List<Vitals>>();
    for (var vitals : all) {
      var side = isOwnPlane(vitals.instance()) ? own : other;
      side.computeIfAbsent(vitals.instance().place().zone(), _ -> new ArrayList<>()).add(vitals);
    }
    // Where nobody else was there at all, they need not wait for whoever comes back.
    var here = side(own, ownMuster, now);
    var there = side(other, otherMuster, now);
    double left = room(here, there);
    double wanted = wanted(here, there, left);
    follow(wanted, own.isEmpty() ? stepNanos : settings.holdDown().toNanos(), now);
    leave(wanted, left);
    double toOther = other.isEmpty() ? 0 : spilled;
    var groups = new ArrayList<View.Group>();
    groups(View.Reach.OWN_PLANE, own, 1 - toOther, now, groups);
    groups(View.Reach.ANYWHERE, other, toOther, now, groups);
    return new View(groups, census(all), warmLeast);
  }

  /// Counts how an attempt ended, for the zone it went to.
  ///
  /// @return the change of that zone, if it is one
  Optional<Transition> count(Instance instance, Verdict verdict, long now) {
    return lost.count(instance.place().zone(), verdict, now);
  }

  /// Does what only time brings about.
  void pass(long now) {
    lost.pass(now);
  }

  /// When the layout changes by time alone; far off while it does not.
  long due() {
    long forgotten = Math.min(ownMuster.due(), otherMuster.due());
    return Math.min(forgotten, Math.min(fallAt, lost.due()));
  }

  /// The change of what the other plane takes over, once; while calls come back, once they have.
  Optional<Transition> news() {
    boolean little = Math.abs(spilled - told) < TOLD_MIN && (spilled > 0 || told == 0);
    boolean comingBack = spilled > 0 && spilled < most;
    if (little || comingBack) {
      return Optional.empty();
    }
    told = spilled;
    return Optional.of(new Transition.Spilled(spilled));
  }

  /// What the other plane should take over, of which a neighbour takes no more than it has left.
  private double wanted(Side own, Side other, double left) {
    if (other.listed() == 0) {
      return 0;
    }
    if (own.listed() == 0) {
      return 1;
    }
    return switch (settings.help()) {
      case NONE -> 0;
      case BACKUP -> Spill.toBackup(own.spill(), other.spill());
      case NEIGHBOUR -> Math.min(Spill.over(own.spill()), left);
    };
  }

  /// What the other plane can take over beside work of its own.
  private double room(Side own, Side other) {
    return settings.help() == SpreadSettings.Help.NEIGHBOUR
        ? Spill.room(own.spill(), other.spill(), settings.spillMax())
        : 1;
  }

  /// A plane.
  ///
  /// @param listed how many of its instances the registry has
  /// @param spill how it can help, or has to be helped
  private record Side(int listed, Spill.Side spill) {}

  /// What the other plane takes over follows what it should: more at once; less only after a while,
  /// and then little by little.
  private void follow(double wanted, long holdNanos, long now) {
    if (wanted >= spilled) {
      spilled = wanted;
      most = wanted;
      fallAt = wanted > 0 ? now + holdNanos : Long.MAX_VALUE;
    } else if (now >= fallAt) {
      spilled = Math.max(wanted, spilled - most / STEPS);
      fallAt = now + stepNanos;
    }
  }

  /// Whoever helps out and loses the room for it is left alone at once: the wait is for those who
  /// got well, not for those who get worse.
  private void leave(double wanted, double left) {
    if (left < room && left < spilled) {
      spilled = Math.max(wanted, left);
      most = spilled;
    }
    room = left;
  }

  private Side side(Map<String, List<Vitals>> zones, Muster muster, long now) {
    int listed = zones.values().stream().mapToInt(List::size).sum();
    double well = vitals(zones).filter(Spread::isWell).count();
    return new Side(listed, new Spill.Side(muster.of(listed, now), well, settings.load()));
  }

  private void groups(
      View.Reach reach,
      Map<String, List<Vitals>> zones,
      double share,
      long now,
      List<View.Group> groups) {
    // Where nobody is in the choice, everybody is: it cannot get worse.
    boolean anybodyIn = vitals(zones).anyMatch(Vitals::isIn);
    var places = new ArrayList<Spill.Zone>();
    zones.forEach(
        (name, there) -> {
          double can = there.stream().mapToDouble(one -> capacity(one, now)).sum();
          places.add(new Spill.Zone(name, there.size(), can * lost.factor(name)));
        });
    if (places.stream().allMatch(place -> place.capacity() == 0)) {
      places.replaceAll(place -> new Spill.Zone(place.name(), place.demand(), place.demand()));
    }
    var shares = Spill.zones(zone, places);
    int i = 0;
    for (var there : zones.entrySet()) {
      var choices =
          there.getValue().stream()
              .filter(one -> !anybodyIn || one.isIn())
              .map(Vitals::choice)
              .toList();
      if (!choices.isEmpty()) {
        double can = places.get(i).capacity();
        groups.add(new View.Group(reach, there.getKey(), choices, can, share * shares[i]));
      }
      i++;
    }
  }

  private static double capacity(Vitals vitals, long now) {
    if (!isWell(vitals)) {
      return 0;
    }
    return vitals.state() instanceof Vitals.State.In(long _, long warmUntil) && now < warmUntil
        ? WARMING
        : 1;
  }

  private static boolean isWell(Vitals vitals) {
    return vitals.isIn() && vitals.held().isEmpty();
  }

  private static View.Census census(Collection<Vitals> all) {
    var well = all.stream().filter(Spread::isWell).map(Vitals::instance).toList();
    int trials =
        (int) all.stream().filter(one -> one.state() instanceof Vitals.State.Trial).count();
    var only = well.size() == 1 ? Optional.of(well.getFirst()) : Optional.<Instance>empty();
    return new View.Census(well.size(), only, trials);
  }

  private boolean isOwnPlane(Instance instance) {
    return settings.isOwn(instance.place().plane());
  }

  private static Stream<Vitals> vitals(Map<String, List<Vitals>> zones) {
    return zones.values().stream().flatMap(List::stream);
  }
}
