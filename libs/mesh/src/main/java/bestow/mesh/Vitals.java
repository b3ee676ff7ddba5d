package bestow.mesh;

import bestow.mesh.CalleeState.InstanceState;
import bestow.mesh.CalleeState.Standing;
import java.time.Duration;
import java.util.Optional;

/// How one instance does, and so whether it is in the choice, out of it, or on trial. Changes only
/// through the methods below; who calls them decides when, and keeps threads apart.
///
/// All times are nanoseconds since whatever the caller counts from, never negative.
final class Vitals {

  /// How an instance stands.
  sealed interface State {
    /// In the choice.
    ///
    /// @param since since when
    /// @param warmUntil when it has its whole share
    record In(long since, long warmUntil) implements State {}

    /// Out of the choice.
    ///
    /// @param until when it goes on trial
    /// @param failedProbes how many trials have failed since it was ejected
    record Out(long until, int failedProbes) implements State {}

    /// Gets a few calls, to show that it is well.
    ///
    /// @param since since when
    /// @param failedProbes how many trials have failed before
    /// @param stage which stage, from 0
    /// @param passed how many probes of this stage went well
    /// @param underWay how many probes have no result yet
    /// @param leaseUntil when those under way count as lost
    record Trial(long since, int failedProbes, int stage, int passed, int underWay, long leaseUntil)
        implements State {}
  }

  /// How far a trial has come with one more probe.
  enum Progress {
    SAME_STAGE,
    NEXT_STAGE,
    PASSED
  }

  /// How many probes have to go well in each stage.
  private static final int[] PROBES = {1, 3, 10};

  private final Instance instance;
  private final long windowNanos;
  private Window window;
  private State state;
  private int life;
  private int level;
  private int connectRun;
  private long connectRunSince;
  private boolean reached;
  private long reachedAt;
  private Optional<Transition.Held> held = Optional.empty();
  private long heldSince;
  private String why = "";

  /// An instance in the choice, with its whole share from `warmUntil` on.
  Vitals(Instance instance, long windowNanos, long now, long warmUntil) {
    this.instance = instance;
    this.windowNanos = windowNanos;
    this.window = new Window(windowNanos);
    this.state = new State.In(now, warmUntil);
  }

  Instance instance() {
    return instance;
  }

  State state() {
    return state;
  }

  /// Which time of its life it is in; another one after each transition.
  int life() {
    return life;
  }

  Window window() {
    return window;
  }

  /// How many times in a row it could not be connected to.
  int connectRun() {
    return connectRun;
  }

  /// When that row began.
  long connectRunSince() {
    return connectRunSince;
  }

  /// Whether it was connected to at `time` or since.
  boolean reachedSince(long time) {
    return reached && reachedAt >= time;
  }

  /// That it is bad and why it stays; none while it is well.
  Optional<Transition.Held> held() {
    return held;
  }

  long heldSince() {
    return heldSince;
  }

  boolean isIn() {
    return state instanceof State.In;
  }

  /// It as a choice, now.
  Choice choice() {
    return switch (state) {
      case State.In(long since, long warmUntil) -> new Choice(this, life, since, warmUntil);
      case State.Out _, State.Trial _ -> new Choice(this, life, 0, 0);
    };
  }

  /// Counts how an attempt at it ended, while it is in the choice.
  void count(Verdict verdict, long now) {
    window.record(verdict, now);
    if (verdict == Verdict.CONNECT) {
      connectRunSince = connectRun == 0 ? now : connectRunSince;
      connectRun++;
    } else if (verdict.reached()) {
      connectRun = 0;
      reached = true;
      reachedAt = now;
    }
  }

  /// Notes that it is bad and stays in the choice.
  void hold(Transition.Held as, long now) {
    heldSince = held.isEmpty() ? now : heldSince;
    held = Optional.of(as);
    why = as.sentence();
  }

  /// Notes that it is well again.
  void recover(Transition as) {
    held = Optional.empty();
    connectRun = 0;
    why = as.sentence();
  }

  /// How often its time out is to be doubled if it is ejected now: once for each time before, less
  /// one for each `decayNanos` that it was well since.
  int doublings(long decayNanos, long now) {
    long well = state instanceof State.In(long since, long _) ? now - since : 0;
    return (int) Math.max(0, level - well / decayNanos);
  }

  /// Takes it out of the choice.
  void eject(Transition.Ejected as, int doublings, long until) {
    level = doublings + 1;
    begin(new State.Out(until, 0), as.sentence());
  }

  /// Puts it on trial once its time is up.
  void tryOut(long now) {
    int failed = state instanceof State.Out(long _, int failedProbes) ? failedProbes : 0;
    begin(new State.Trial(now, failed, 0, 0, 0, now), "");
  }

  /// Takes it out again after a failed probe.
  void failProbe(Transition.ProbeFailed as, long until) {
    begin(new State.Out(until, failedProbes() + 1), as.sentence());
  }

  /// Puts it back in the choice.
  void restore(Transition.Restored as, long now, long warmUntil) {
    begin(new State.In(now, warmUntil), as.sentence());
  }

  /// Takes it off the list: whatever comes back of it later changes nothing.
  void leave() {
    life++;
  }

  /// How many trials have failed since it was ejected.
  int failedProbes() {
    return switch (state) {
      case State.In _ -> 0;
      case State.Out(long _, int failed) -> failed;
      case State.Trial trial -> trial.failedProbes();
    };
  }

  /// Whether it is on trial and one more probe may go. Probes whose lease has run out are lost.
  boolean mayProbe(long now) {
    if (!(state instanceof State.Trial trial)) {
      return false;
    }
    int underWay = now < trial.leaseUntil() ? trial.underWay() : 0;
    return underWay + trial.passed() < PROBES[trial.stage()];
  }

  /// Whether it is on trial and has not answered a single probe yet.
  boolean unproven() {
    return state instanceof State.Trial trial && trial.stage() == 0;
  }

  /// Sends one more probe.
  Choice probe(long now, long leaseUntil) {
    var trial = (State.Trial) state;
    int underWay = now < trial.leaseUntil() ? trial.underWay() : 0;
    state =
        new State.Trial(
            trial.since(),
            trial.failedProbes(),
            trial.stage(),
            trial.passed(),
            underWay + 1,
            leaseUntil);
    return choice();
  }

  /// Gives the lease of a probe back that came to nothing.
  void freeProbe() {
    var trial = (State.Trial) state;
    state = trial(trial, trial.stage(), trial.passed());
  }

  /// How many probes its stage has.
  int probes() {
    return state instanceof State.Trial trial ? PROBES[trial.stage()] : 0;
  }

  /// Counts a probe that went well.
  Progress passProbe() {
    var trial = (State.Trial) state;
    int passed = trial.passed() + 1;
    if (passed < PROBES[trial.stage()]) {
      state = trial(trial, trial.stage(), passed);
      return Progress.SAME_STAGE;
    }
    if (trial.stage() + 1 == PROBES.length) {
      return Progress.PASSED;
    }
    state = trial(trial, trial.stage() + 1, 0);
    return Progress.NEXT_STAGE;
  }

  /// It as it is shown to people.
  InstanceState shown(long now) {
    var sums = window.sums(now);
    var success = sums.all() == 0 ? Optional.<Double>empty() : Optional.of(sums.success());
    var ejectedFor =
        state instanceof Vitals.State.Out(long until, int _)
            ? Optional.of(Duration.ofNanos(Math.max(0, until - now)))
            : Optional.<Duration>empty();
    return new InstanceState(instance, standing(now), success, sums.all(), ejectedFor, why);
  }

  private Standing standing(long now) {
    return switch (state) {
      case Vitals.State.Out _ -> Standing.EJECTED;
      case Vitals.State.Trial _ -> Standing.PROBING;
      case Vitals.State.In _ when held.isPresent() -> Standing.HELD;
      case Vitals.State.In(long _, long warmUntil) when now < warmUntil -> Standing.WARMING;
      case Vitals.State.In _ -> Standing.WELL;
    };
  }

  private static State.Trial trial(State.Trial before, int stage, int passed) {
    return new State.Trial(
        before.since(),
        before.failedProbes(),
        stage,
        passed,
        Math.max(0, before.underWay() - 1),
        before.leaseUntil());
  }

  private void begin(State next, String sentence) {
    state = next;
    life++;
    window = new Window(windowNanos);
    connectRun = 0;
    reached = false;
    held = Optional.empty();
    if (!sentence.isEmpty()) {
      why = sentence;
    }
  }
}
