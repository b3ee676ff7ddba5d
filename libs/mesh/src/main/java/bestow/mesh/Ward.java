package bestow.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.random.RandomGenerator;

/// The instances of one callee, and all that is done to them: judged, taken out, tried, brought
/// back. Not safe for use by many threads: [Health] keeps them apart.
///
/// All times are nanoseconds since the start.
final class Ward {

  // 250 ms: how often those that are bad and stay are looked at again.
  private static final long LOOK_NANOS = 250_000_000;
  // 2 buckets: what is older than that is no proof that somebody still fails.
  private static final int FRESH = 2;
  // 5 s: how long somebody who was bad is at least taken to be so.
  private static final long HELD_NANOS_MIN = 5_000_000_000L;
  // 5 s: so long a trial waits for a call that does no harm when it fails.
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final double PROBES_PER_SECOND = 0.2;
  private static final double PROBES_SAVED_MAX = 5;
  private static final int DOUBLINGS_MAX = 30;

  private final HealSettings settings;
  private final Judge judge;
  private final Spread spread;
  private final RandomGenerator random;
  private final Map<Instance, Vitals> all = new LinkedHashMap<>();
  private final SequencedSet<Vitals> trials = new LinkedHashSet<>();
  private final Budget probes;
  private final List<Transition> news = new ArrayList<>();
  private boolean changed;

  Ward(HealSettings settings, Spread spread, RandomGenerator random) {
    this.settings = settings;
    this.judge = new Judge(settings.eject());
    this.spread = spread;
    this.random = random;
    this.probes =
        new Budget(
            settings.restore().probeShare(), PROBES_PER_SECOND, PROBES_SAVED_MAX, PROBES_SAVED_MAX);
  }

  /// Takes over a list of instances. Those that were on the one before keep their state.
  void take(List<Instance> listed, long now) {
    var instances = spread.take(listed);
    boolean first = all.isEmpty();
    long warmUntil = first ? now : now + settings.restore().warmUp().toNanos();
    var gone = new LinkedHashMap<>(all);
    for (var instance : instances) {
      gone.remove(instance);
      all.computeIfAbsent(instance, _ -> fresh(instance, now, warmUntil));
    }
    gone.forEach(
        (instance, vitals) -> {
          all.remove(instance);
          trials.remove(vitals);
          if (!vitals.isIn()) {
            news.add(new Transition.Left(instance));
          }
          vitals.leave();
        });
    keepWithinCap(now);
    changed = true;
  }

  /// Where the list has become shorter, more may be out than should: those come back that would
  /// have come first.
  private void keepWithinCap(long now) {
    while (all.values().stream().filter(one -> !one.isIn()).count() > judge.outMax(all.size())) {
      all.values().stream()
          .filter(one -> !one.isIn())
          .min((one, other) -> Long.compare(outUntil(one), outUntil(other)))
          .ifPresent(vitals -> restore(vitals, now));
    }
  }

  /// Does what only time brings about.
  void pass(long now) {
    spread.pass(now);
    for (var vitals : all.values()) {
      switch (vitals.state()) {
        case Vitals.State.Out(long until, int _) when until <= now -> {
          vitals.tryOut(now);
          trials.add(vitals);
          news.add(new Transition.Probing(vitals.instance(), vitals.probes()));
        }
        case Vitals.State.In _ when vitals.held().isPresent() -> lookAgain(vitals, now);
        case Vitals.State.Out _, Vitals.State.In _, Vitals.State.Trial _ -> {}
      }
    }
    changed = true;
  }

  /// Counts what came of an attempt.
  void report(Choice choice, Verdict verdict, long now) {
    var vitals = choice.vitals();
    if (vitals.life() != choice.life()) {
      return;
    }
    switch (vitals.state()) {
      case Vitals.State.In _ -> count(vitals, verdict, now);
      case Vitals.State.Trial _ -> probed(vitals, verdict, now);
      case Vitals.State.Out _ -> {}
    }
  }

  /// Lets an attempt be a probe, if it is its turn.
  Optional<Choice> probe(Wish wish, long now) {
    probes.save(now);
    if (trials.isEmpty()) {
      return Optional.empty();
    }
    var vitals = trials.removeFirst();
    trials.addLast(vitals);
    if (!vitals.mayProbe(now) || !(wish.fit() || waited(vitals, now))) {
      return Optional.empty();
    }
    if (vitals.unproven() && !probes.take()) {
      return Optional.empty();
    }
    return Optional.of(vitals.probe(now, now + settings.restore().lease().toNanos()));
  }

  /// The layout of who may be chosen, if anything has changed since the last one.
  Optional<View> changed(long now) {
    if (!changed) {
      return Optional.empty();
    }
    changed = false;
    var view = spread.view(all.values(), now);
    spread.news().ifPresent(news::add);
    return Optional.of(view);
  }

  /// The transitions since the last time.
  List<Transition> takeNews() {
    if (news.isEmpty()) {
      return List.of();
    }
    var told = List.copyOf(news);
    news.clear();
    return told;
  }

  Collection<Vitals> all() {
    return all.values();
  }

  /// When something changes by time alone; far off while nothing does.
  long due(long now) {
    long next = spread.due();
    for (var vitals : all.values()) {
      next =
          Math.min(
              next,
              switch (vitals.state()) {
                case Vitals.State.Out(long until, int _) -> until;
                case Vitals.State.In _ when vitals.held().isPresent() -> now + LOOK_NANOS;
                case Vitals.State.In(long _, long warmUntil) when warmUntil > now -> warmUntil;
                case Vitals.State.In _, Vitals.State.Trial _ -> Long.MAX_VALUE;
              });
    }
    return next;
  }

  private void count(Vitals vitals, Verdict verdict, long now) {
    vitals.count(verdict, now);
    spread.count(vitals.instance(), verdict, now).ifPresent(this::tell);
    if (verdict.bad() && vitals.held().isEmpty()) {
      judge.find(vitals, now).ifPresent(finding -> convict(vitals, finding, now));
    }
  }

  private void convict(Vitals vitals, Judge.Finding finding, long now) {
    var hindrance = judge.hindrance(vitals, finding, all.values(), now);
    var sums = finding.sums();
    if (hindrance.isEmpty()) {
      eject(vitals, finding, now);
    } else if (vitals.held().isEmpty()) {
      var held =
          new Transition.Held(
              vitals.instance(), finding.cause(), hindrance.get(), sums.good(), sums.bad());
      vitals.hold(held, now);
      tell(held);
    }
  }

  /// Looks at one that is bad and stayed: it is taken out if it still fails and may go by now, and
  /// is well again once it does better, or has been left alone.
  private void lookAgain(Vitals vitals, long now) {
    var finding = judge.find(vitals, now).map(found -> found.within(FRESH));
    var fresh = vitals.window().sums(FRESH, now);
    boolean fails = fresh.all() > 0 && fresh.success() < settings.eject().below();
    if (finding.isPresent() && fails) {
      convict(vitals, finding.get(), now);
    } else if (now - vitals.heldSince() >= HELD_NANOS_MIN) {
      var recovered = new Transition.Recovered(vitals.instance());
      vitals.recover(recovered);
      tell(recovered);
    }
  }

  private void eject(Vitals vitals, Judge.Finding finding, long now) {
    var eject = settings.eject();
    int doublings = Math.min(DOUBLINGS_MAX, vitals.doublings(eject.decay().toNanos(), now));
    long time = out(doublings, eject.timeMax());
    var sums = finding.sums();
    var ejected =
        new Transition.Ejected(
            vitals.instance(), finding.cause(), sums.good(), sums.bad(), Duration.ofNanos(time));
    vitals.eject(ejected, doublings, now + time);
    tell(ejected);
  }

  /// The time out after so many doublings: a little more or less by chance, never above the most.
  private long out(int doublings, Duration most) {
    var eject = settings.eject();
    double ceiling = most.toNanos();
    double doubled = eject.time().toNanos() * Math.pow(2, doublings);
    double chance = 1 + eject.jitter() * (2 * random.nextDouble() - 1);
    return (long) Math.min(ceiling, Math.min(ceiling, doubled) * chance);
  }

  private void probed(Vitals vitals, Verdict verdict, long now) {
    boolean unproven = vitals.unproven();
    switch (verdict) {
      case NOTHING -> {
        vitals.freeProbe();
        giveBack(unproven);
      }
      case GOOD -> {
        giveBack(unproven);
        switch (vitals.passProbe()) {
          case SAME_STAGE -> {}
          case NEXT_STAGE -> news.add(new Transition.Probing(vitals.instance(), vitals.probes()));
          case PASSED -> restore(vitals, now);
        }
      }
      case SLOW, APPLICATION, TRANSPORT, CONNECT -> {
        long time =
            out(
                Math.min(DOUBLINGS_MAX, vitals.failedProbes() + 1),
                settings.restore().probeWaitMax());
        var failed =
            new Transition.ProbeFailed(vitals.instance(), verdict.cause(), Duration.ofNanos(time));
        vitals.failProbe(failed, now + time);
        trials.remove(vitals);
        tell(failed);
      }
    }
  }

  private void giveBack(boolean unproven) {
    if (unproven) {
      probes.giveBack();
    }
  }

  private void restore(Vitals vitals, long now) {
    var warmUp = settings.restore().warmUp();
    var restored = new Transition.Restored(vitals.instance(), warmUp);
    vitals.restore(restored, now, now + warmUp.toNanos());
    trials.remove(vitals);
    tell(restored);
  }

  private void tell(Transition transition) {
    news.add(transition);
    changed = true;
  }

  private static boolean waited(Vitals vitals, long now) {
    return vitals.state() instanceof Vitals.State.Trial trial
        && now - trial.since() >= PATIENCE_NANOS;
  }

  private static long outUntil(Vitals vitals) {
    return vitals.state() instanceof Vitals.State.Out(long until, int _) ? until : 0;
  }

  private Vitals fresh(Instance instance, long now, long warmUntil) {
    return new Vitals(instance, settings.eject().window().toNanos(), now, warmUntil);
  }
}
