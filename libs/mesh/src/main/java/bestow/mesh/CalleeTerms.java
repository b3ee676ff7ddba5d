package bestow.mesh;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The terms on which a callee is called: what the settings say, the timeouts in force at this
/// moment, and how close to them its calls come. Safe for use by many threads.
final class CalleeTerms {

  private static final System.Logger LOG = System.getLogger(CalleeTerms.class.getName());

  private final CalleeSettings settings;
  private final Timeouts settled;
  private final AtomicReference<Timeouts> inForce;
  private final AtomicReference<String> refused = new AtomicReference<>("");
  private final Map<Step, Closeness> closeness = new EnumMap<>(Step.class);

  CalleeTerms(CalleeSettings settings, TimeoutSettings judged, long nowNanos) {
    this.settings = settings;
    this.settled = Timeouts.of(settings);
    this.inForce = new AtomicReference<>(settled);
    for (var step : Step.values()) {
      closeness.put(step, new Closeness(judged, nowNanos));
    }
  }

  /// Terms that nobody changes.
  static CalleeTerms of(CalleeSettings settings) {
    return new CalleeTerms(settings, TimeoutSettings.unchanging(), 0);
  }

  CalleeSettings settings() {
    return settings;
  }

  String name() {
    return settings.name();
  }

  Timeouts timeouts() {
    return inForce.get();
  }

  /// What came of an operator's word.
  enum Heard {
    /// It is in force from now on.
    CHANGED,
    /// It was in force already.
    KNOWN,
    /// It makes no sense, and what was in force stays.
    REFUSED,
    /// It makes no sense, which was told already.
    REFUSED_AGAIN
  }

  /// Takes an operator's word; none means what the settings say.
  Heard hear(Optional<String> text) {
    var read = text.map(word -> TimeoutText.read(word, settled));
    return switch (read.orElseGet(() -> new TimeoutText.Read.Good(settled))) {
      case TimeoutText.Read.Good(var timeouts) -> {
        refused.set("");
        yield change(timeouts);
      }
      case TimeoutText.Read.Wrong(var why) -> refuse(text.orElse(""), why);
    };
  }

  /// Notes how long a step of a call took, or had taken when it was cut off.
  void took(Step step, long nanos, long nowNanos) {
    var judged = closeness.get(step);
    if (judged != null) {
      judged
          .count(nanos, nowNanos, timeouts().of(step))
          .ifPresent(turn -> tell(step, turn, judged.share()));
    }
  }

  /// Which share of its timeout the slowest thousandth of a step's calls last took; 0 where too
  /// few were made.
  double share(Step step) {
    var judged = closeness.get(step);
    return judged == null ? 0 : judged.share();
  }

  private Heard change(Timeouts timeouts) {
    var before = inForce.getAndSet(timeouts);
    if (before.equals(timeouts)) {
      return Heard.KNOWN;
    }
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: timeouts are now {1}, from {2}; they were {3}, from {4}",
        name(),
        timeouts.text(),
        timeouts.origin().word(),
        before.text(),
        before.origin().word());
    return Heard.CHANGED;
  }

  private Heard refuse(String text, String why) {
    if (refused.getAndSet(text).equals(text)) {
      return Heard.REFUSED_AGAIN;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "{0}: the timeouts in Consul are refused, {1} stays: {2}",
        name(),
        timeouts().text(),
        why);
    return Heard.REFUSED;
  }

  private void tell(Step step, Closeness.Turn turn, double share) {
    var timeout = timeouts().of(step);
    var slowest = Duration.ofNanos((long) (timeout.toNanos() * share));
    switch (turn) {
      case NEAR ->
          LOG.log(
              System.Logger.Level.WARNING,
              String.format(
                  Locale.ROOT,
                  "%s: one in a thousand takes %d ms or more to %s, which is close to the timeout of %d ms",
                  name(),
                  slowest.toMillis(),
                  step.word(),
                  timeout.toMillis()));
      case FAR ->
          LOG.log(
              System.Logger.Level.INFO,
              "{0}: the slowest are no longer close to the timeout of {1}",
              name(),
              step.word());
    }
  }
}
