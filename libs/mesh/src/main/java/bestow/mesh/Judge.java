package bestow.mesh;

import bestow.mesh.Transition.Cause;
import bestow.mesh.Transition.Hindrance;
import java.util.Collection;
import java.util.Optional;

/// Says whether an instance is bad, and whether it may be taken out for it. Remembers nothing.
final class Judge {

  /// What is wrong with an instance.
  ///
  /// @param cause what most of its failures have in common
  /// @param sums its newest answers
  /// @param span over how many of the newest buckets they go
  record Finding(Cause cause, Window.Sums sums, int span) {

    /// The same, to be compared with the others over so many buckets at most.
    Finding within(int buckets) {
      return new Finding(cause, sums, Math.min(span, buckets));
    }
  }

  private final EjectSettings settings;

  Judge(EjectSettings settings) {
    this.settings = settings;
  }

  /// What is wrong with it; nothing while there is too little to say so. It looks at no more of the
  /// past than it takes, so that a busy instance that falls ill is found out at once and not only
  /// when its failures outnumber all the good it did before.
  Optional<Finding> find(Vitals vitals, long now) {
    if (vitals.connectRun() >= settings.connectFailures()) {
      var sums = vitals.window().sums(now);
      return Optional.of(new Finding(Cause.CONNECT, sums, Window.BUCKETS));
    }
    int span = vitals.window().span(settings.samplesMin(), now);
    if (span == 0) {
      return Optional.empty();
    }
    var sums = vitals.window().sums(span, now);
    return sums.success() < settings.below()
        ? Optional.of(new Finding(sums.cause(), sums, span))
        : Optional.empty();
  }

  /// What keeps it from being taken out for that.
  ///
  /// @param all all instances of the callee, itself included
  Optional<Hindrance> hindrance(Vitals vitals, Finding finding, Collection<Vitals> all, long now) {
    if (settings.shareMax() == 0) {
      return Optional.of(Hindrance.OFF);
    }
    int out = (int) all.stream().filter(one -> !one.isIn()).count();
    if (all.size() - out <= 1) {
      return Optional.of(Hindrance.LAST);
    }
    if (out + 1 > outMax(all.size())) {
      return Optional.of(Hindrance.CAP);
    }
    boolean othersWell =
        finding.cause() == Cause.CONNECT
            ? anotherReached(vitals, all)
            : othersWell(finding.span(), all, now);
    return othersWell ? Optional.empty() : Optional.of(Hindrance.CALLEE_SICK);
  }

  /// How many of `count` instances may be out: never the last one, and where there are two or more,
  /// one even if the share allows none.
  int outMax(int count) {
    if (settings.shareMax() == 0 || count < 2) {
      return 0;
    }
    int share = (int) Math.floor(settings.shareMax() * count + 1e-9);
    return Math.min(count - 1, Math.max(1, share));
  }

  /// Whether somebody else could be connected to since this one could not.
  private static boolean anotherReached(Vitals vitals, Collection<Vitals> all) {
    return all.stream()
        .filter(one -> one != vitals && one.isIn())
        .anyMatch(one -> one.reachedSince(vitals.connectRunSince()));
  }

  /// Whether the others do clearly better in the same time: those known to be bad set aside, beyond
  /// what a lucky run of a few answers could feign. Otherwise it is the callee that is sick.
  private boolean othersWell(int span, Collection<Vitals> all, long now) {
    long good = 0;
    long count = 0;
    for (var one : all) {
      if (!one.isIn()) {
        continue;
      }
      var sums = one.window().sums(span, now);
      boolean bad = sums.all() >= settings.samplesMin() && sums.success() < settings.below();
      if (!bad) {
        good += sums.good();
        count += sums.all();
      }
    }
    if (count < settings.samplesMin()) {
      return false;
    }
    double samples = count;
    double surely = good / samples - 1 / Math.sqrt(samples);
    return surely >= (1 + settings.below()) / 2;
  }
}
