package bestow.mesh;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Zones as a whole. Where there are many instances, each gets so few calls that it takes long to
/// find out about any single one; that a whole zone is gone is seen after twenty calls. A lost zone
/// is left alone for a while, then gets a few calls, and all of its share again when they go well.
/// Not safe for use by many threads.
final class LostZones {

  // A tenth: enough calls to find out, few enough to lose.
  private static final double TRIAL_SHARE = 0.1;
  private static final int TRIAL_SAMPLES = 10;

  /// How a zone does.
  private static final class Zone {
    private Window window;
    private boolean lost;
    private long until;
    private int times;

    private Zone(long windowNanos) {
      this.window = new Window(windowNanos);
    }

    private boolean onTrial(long now) {
      return lost && now >= until;
    }
  }

  private final EjectSettings eject;
  private final Duration waitMax;
  private final Map<String, Zone> zones = new HashMap<>();
  private long passed;

  LostZones(HealSettings settings) {
    this.eject = settings.eject();
    this.waitMax = settings.restore().probeWaitMax();
  }

  /// Takes over which zones there are. What is known of those that were there before stays.
  void list(Set<String> names) {
    zones.keySet().retainAll(names);
    for (var name : names) {
      zones.computeIfAbsent(name, _ -> new Zone(eject.window().toNanos()));
    }
  }

  /// Counts how an attempt in a zone ended.
  ///
  /// @return the change that this brought about
  Optional<Transition> count(String name, Verdict verdict, long now) {
    if (zones.size() < 2 || eject.shareMax() == 0) {
      return Optional.empty(); // there is nowhere else to go, or nobody is to be taken out
    }
    var zone = zones.get(name);
    if (zone == null) {
      return Optional.empty();
    }
    zone.window.record(verdict, now);
    if (zone.lost) {
      return zone.onTrial(now) ? tried(name, zone, now) : Optional.empty();
    }
    int span = verdict.bad() ? zone.window.span(eject.samplesMin(), now) : 0;
    if (span == 0) {
      return Optional.empty();
    }
    var sums = zone.window.sums(span, now);
    // Half as much as makes an instance bad: where half of a zone's instances are, they are taken
    // out one by one, and the others go on.
    return sums.success() < eject.below() / 2
        ? Optional.of(lose(name, zone, now))
        : Optional.empty();
  }

  /// Notes how late it is.
  void pass(long now) {
    passed = now;
  }

  /// How much of its capacity a zone is to be used with.
  double factor(String name) {
    var zone = zones.get(name);
    if (zone == null || !zone.lost) {
      return 1;
    }
    return zone.onTrial(passed) ? TRIAL_SHARE : 0;
  }

  /// When the next zone goes on trial; far off for none.
  long due() {
    return zones.values().stream()
        .filter(zone -> zone.lost && !zone.onTrial(passed))
        .mapToLong(zone -> zone.until)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private Optional<Transition> tried(String name, Zone zone, long now) {
    var sums = zone.window.sums(now);
    if (sums.all() < TRIAL_SAMPLES) {
      return Optional.empty();
    }
    if (sums.success() < eject.below()) {
      return Optional.of(lose(name, zone, now));
    }
    zone.lost = false;
    zone.times = 0;
    zone.window = new Window(eject.window().toNanos());
    return Optional.of(new Transition.ZoneRestored(name));
  }

  private Transition lose(String name, Zone zone, long now) {
    long time = Math.min(waitMax.toNanos(), eject.time().toNanos() << Math.min(20, zone.times));
    zone.lost = true;
    zone.until = now + time;
    zone.times++;
    zone.window = new Window(eject.window().toNanos());
    passed = now;
    return new Transition.ZoneLost(name, Duration.ofNanos(time));
  }
}
