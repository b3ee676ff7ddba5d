package bestow.mesh;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// How the instances of one callee do, as this caller sees it: who may be chosen, who is out, and
/// who may come back. Asked before each attempt, and told how it ended.
///
/// Safe for use by many threads. Choosing reads a [View] and takes no lock, but for the few calls
/// that are probes; whatever changes something is done by one thread at a time. Readings of the
/// ticker are turned into time since the start at the door.
final class Health {

  private final HealSettings settings;
  private final RandomGenerator random;
  private final Consumer<Transition> observer;
  private final long originNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Ward ward;
  private final Pace pace = new Pace();
  private volatile View view = View.nobody();
  private volatile long due = Long.MAX_VALUE;

  /// @param zone where the caller stands
  /// @param random safe for use by many threads
  /// @param observer is told of each transition, by the thread that brought it about
  Health(
      HealSettings settings,
      String zone,
      RandomGenerator random,
      Consumer<Transition> observer,
      long nowNanos) {
    this.settings = settings;
    this.random = random;
    this.observer = observer;
    this.originNanos = nowNanos;
    this.ward = new Ward(settings, new Spread(zone, settings), random);
  }

  /// Takes over a list of instances. Those that were on the one before keep their state.
  void list(List<Instance> instances, long nowNanos) {
    long now = since(nowNanos);
    lock.lock();
    try {
      ward.take(instances, now);
    } finally {
      publish(now);
    }
  }

  /// Chooses whom an attempt goes to; none where nobody may be called. What comes of it has to be
  /// reported.
  Optional<Choice> pick(Wish wish, long nowNanos) {
    long now = since(nowNanos);
    if (now >= due) {
      pass(now);
    }
    var seen = view;
    if (wish.avoid().isPresent()) {
      return seen.pickOther(wish.avoid().get(), wish.reach(), random, now);
    }
    if (seen.trying() && wish.reach() == View.Reach.ANYWHERE) {
      var probe = probe(wish, now);
      if (probe.isPresent()) {
        return probe;
      }
    }
    return seen.pick(wish.reach(), random, now);
  }

  /// Whether somebody other than `instance` is well.
  boolean another(Instance instance) {
    return view.another(instance);
  }

  /// What a call bears from now on that goes to this instance; nothing within the plane that is
  /// called first.
  Optional<Mark> mark(Instance instance) {
    return settings.spread().mark(instance.place().plane());
  }

  /// Reports what came of an attempt.
  void report(Choice choice, Verdict verdict, long nowNanos) {
    long now = since(nowNanos);
    lock.lock();
    try {
      ward.report(choice, verdict, now);
    } finally {
      publish(now);
    }
  }

  /// The verdict on an outcome, by the callee's settings.
  Verdict verdict(Outcome outcome) {
    return Verdict.of(outcome, settings.eject().slow());
  }

  /// What an outcome says of the callee as a whole. That one instance could not be reached says
  /// nothing while another one is well: ejection sees to that.
  Verdict ofCallee(Outcome outcome) {
    var verdict = verdict(outcome);
    boolean ofOneAlone =
        verdict == Verdict.CONNECT && outcome.trail().instance().filter(this::another).isPresent();
    return ofOneAlone ? Verdict.NOTHING : verdict;
  }

  /// How long good answers of this callee take.
  Pace pace() {
    return pace;
  }

  /// How each instance stands.
  List<CalleeState.InstanceState> states(long nowNanos) {
    long now = since(nowNanos);
    lock.lock();
    try {
      return ward.all().stream().map(vitals -> vitals.shown(now)).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Who may be chosen at this moment.
  View view() {
    return view;
  }

  private void pass(long now) {
    lock.lock();
    try {
      // Another thread may have been here first.
      if (now >= due) {
        ward.pass(now);
      }
    } finally {
      publish(now);
    }
  }

  private Optional<Choice> probe(Wish wish, long now) {
    lock.lock();
    try {
      return ward.probe(wish, now);
    } finally {
      lock.unlock();
    }
  }

  /// Lays out anew who may be chosen if that has changed, lets the next thread in, and tells of
  /// what has happened.
  private void publish(long now) {
    List<Transition> told;
    try {
      ward.changed(now)
          .ifPresent(
              laidOut -> {
                view = laidOut;
                due = ward.due(now);
              });
      told = ward.takeNews();
    } finally {
      lock.unlock();
    }
    told.forEach(observer);
  }

  private long since(long nowNanos) {
    return Math.max(0, nowNanos - originNanos);
  }
}
