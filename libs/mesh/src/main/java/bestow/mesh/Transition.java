package bestow.mesh;

import java.time.Duration;

/// A change in how a caller sees a callee, with its reason. Each is told exactly once: a line in
/// the log and one more in a counter.
public sealed interface Transition {

  /// What made an instance bad.
  enum Cause {
    /// It could not be connected to so many times in a row.
    CONNECT,
    /// Connections broke or brought no answer in time.
    TRANSPORT,
    /// It answered with errors of its own, or refused.
    APPLICATION,
    /// Its answers were good and too late.
    SLOW
  }

  /// Why a bad instance stays in the choice.
  enum Hindrance {
    /// Ejecting is switched off.
    OFF,
    /// It is the last one.
    LAST,
    /// So many are out already that the rest could not carry the load.
    CAP,
    /// None of the others does better: it is the callee that is sick, not the instance.
    CALLEE_SICK
  }

  /// The transition as a sentence, to be read after the callee's name.
  String sentence();

  /// An instance is bad and out of the choice for `time`.
  ///
  /// @param good how many of its newest answers were good
  /// @param bad how many were not
  record Ejected(Instance instance, Cause cause, long good, long bad, Duration time)
      implements Transition {
    @Override
    public String sentence() {
      return "%s is out for %d ms: %s, %d of its last %d answers were good"
          .formatted(instance.address(), time.toMillis(), cause, good, good + bad);
    }
  }

  /// An instance is bad, and stays in the choice all the same.
  record Held(Instance instance, Cause cause, Hindrance hindrance, long good, long bad)
      implements Transition {
    @Override
    public String sentence() {
      return "%s is bad (%s, %d of its last %d answers were good) and stays: %s"
          .formatted(instance.address(), cause, good, good + bad, hindrance);
    }
  }

  /// An instance that was bad and stayed is well again.
  record Recovered(Instance instance) implements Transition {
    @Override
    public String sentence() {
      return instance.address() + " is well again";
    }
  }

  /// An instance has been out for its time and gets `probes` calls to show that it is well.
  record Probing(Instance instance, int probes) implements Transition {
    @Override
    public String sentence() {
      return instance.address() + " is tried with " + probes + " of the calls";
    }
  }

  /// A probe failed, and the instance is left alone for `time`.
  record ProbeFailed(Instance instance, Cause cause, Duration time) implements Transition {
    @Override
    public String sentence() {
      return "%s failed its probe (%s) and is out for another %d ms"
          .formatted(instance.address(), cause, time.toMillis());
    }
  }

  /// All probes went well: the instance gets its share again, all of it after `warmUp`.
  record Restored(Instance instance, Duration warmUp) implements Transition {
    @Override
    public String sentence() {
      return "%s is back, with its whole share in %d ms"
          .formatted(instance.address(), warmUp.toMillis());
    }
  }

  /// An instance that was out has left the list.
  record Left(Instance instance) implements Transition {
    @Override
    public String sentence() {
      return instance.address() + " was out and is gone";
    }
  }

  /// Nearly nothing that goes to a zone goes well, and it is left alone for `time`.
  record ZoneLost(String zone, Duration time) implements Transition {
    @Override
    public String sentence() {
      return "zone %s is lost and left alone for %d ms".formatted(zone, time.toMillis());
    }
  }

  /// A zone does its work again.
  record ZoneRestored(String zone) implements Transition {
    @Override
    public String sentence() {
      return "zone " + zone + " is back";
    }
  }

  /// Calls are no longer repeated: of first attempts only `success` go well.
  record RetriesStopped(double success) implements Transition {
    @Override
    public String sentence() {
      return "nothing is repeated, %.1f %% of first attempts go well".formatted(100 * success);
    }
  }

  /// Calls are repeated again.
  record RetriesResumed(double success) implements Transition {
    @Override
    public String sentence() {
      return "calls are repeated, %.1f %% of first attempts go well".formatted(100 * success);
    }
  }

  /// The share of calls that the instances of the other plane take over has changed.
  record Spilled(double share) implements Transition {
    @Override
    public String sentence() {
      return "the other plane takes over %.1f %% of the calls".formatted(100 * share);
    }
  }
}
