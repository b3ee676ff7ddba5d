package bestow.mesh;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleBiFunction;

/// The terms of all callees of a process, and what operators say about their timeouts. One word
/// that makes no sense changes nothing but a counter. Safe for use by many threads.
final class TimeoutBook {

  private static final AttributeKey<String> STEP = AttributeKey.stringKey("bestow.step");
  private static final AttributeKey<String> ORIGIN = AttributeKey.stringKey("bestow.origin");
  private static final double NANOS_PER_SECOND = 1e9;

  private final TimeoutSettings settings;
  private final Ticker ticker;
  private final List<CalleeTerms> all = new CopyOnWriteArrayList<>();
  private final LongCounter changes;
  private final LongCounter refusals;
  private volatile Map<String, String> words = Map.of();
  private volatile Map<String, String> kept = Map.of();

  TimeoutBook(TimeoutSettings settings, OpenTelemetry telemetry, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
    var meter = telemetry.getMeter("bestow.mesh");
    this.changes =
        meter
            .counterBuilder("bestow.mesh.timeouts.changed")
            .setUnit("{change}")
            .setDescription("Times that a callee's timeouts were changed while the process ran.")
            .build();
    this.refusals =
        meter
            .counterBuilder("bestow.mesh.timeouts.refused")
            .setUnit("{change}")
            .setDescription("Times that timeouts in Consul made no sense and were not heeded.")
            .build();
    observe(telemetry);
  }

  /// The terms of a callee; the same for the same settings.
  CalleeTerms terms(CalleeSettings callee) {
    synchronized (this) {
      for (var known : all) {
        if (known.settings().equals(callee)) {
          return known;
        }
      }
      var terms = new CalleeTerms(callee, settings, ticker.nanos());
      all.add(terms);
      hear(terms, kept);
      hear(terms, words);
      return terms;
    }
  }

  /// Heeds what operators say of now, by the callees' names.
  synchronized void hear(Map<String, String> said) {
    var good = new HashMap<>(said);
    for (var terms : all) {
      if (!hear(terms, said)) {
        good.remove(terms.name());
        Optional.ofNullable(kept.get(terms.name())).ifPresent(last -> good.put(terms.name(), last));
      }
    }
    words = Map.copyOf(said);
    kept = Map.copyOf(good);
  }

  /// The last of what was said that made sense, for the next process to begin with.
  Map<String, String> kept() {
    return kept;
  }

  /// What was said last.
  Map<String, String> words() {
    return words;
  }

  /// Whether what is said makes sense.
  private boolean hear(CalleeTerms terms, Map<String, String> said) {
    var callee = Attributes.of(Connections.CALLEE, terms.name());
    return switch (terms.hear(Optional.ofNullable(said.get(terms.name())))) {
      case CHANGED -> {
        changes.add(1, callee);
        yield true;
      }
      case KNOWN -> true;
      case REFUSED -> {
        refusals.add(1, callee);
        yield false;
      }
      case REFUSED_AGAIN -> false;
    };
  }

  private void observe(OpenTelemetry telemetry) {
    var meter = telemetry.getMeter("bestow.mesh");
    var _ =
        meter
            .gaugeBuilder("bestow.mesh.timeout")
            .setUnit("s")
            .setDescription("The timeout in force for a step of calling a callee.")
            .buildWithCallback(
                measured ->
                    observe(
                        measured,
                        (terms, step) -> terms.timeouts().of(step).toNanos() / NANOS_PER_SECOND));
    var _ =
        meter
            .gaugeBuilder("bestow.mesh.timeout.share")
            .setUnit("1")
            .setDescription("Which share of its timeout the slowest thousandth of a step took.")
            .buildWithCallback(measured -> observe(measured, CalleeTerms::share));
  }

  private void observe(
      ObservableDoubleMeasurement measured, ToDoubleBiFunction<CalleeTerms, Step> what) {
    for (var terms : all) {
      for (var step : Step.values()) {
        var attributes =
            Attributes.of(
                Connections.CALLEE,
                terms.name(),
                STEP,
                step.word(),
                ORIGIN,
                terms.timeouts().origin().word());
        measured.record(what.applyAsDouble(terms, step), attributes);
      }
    }
  }
}
