package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.SpreadSettings.Help;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a setting may be: its ends are taken, what is beyond them is refused, and so is what
/// contradicts another one. Numbers as in [EjectTest].
final class HealSettingsTest {

  private static final EjectSettings EJECT = EjectSettings.usual();
  private static final RetrySettings RETRY = RetrySettings.usual();
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// A setting with its ends, and what is just beyond them.
  record Bounded(String key, List<Supplier<?>> taken, List<Supplier<?>> refused) {

    static Bounded number(String key, double min, double max, DoubleFunction<?> made) {
      return new Bounded(
          key,
          List.of(() -> made.apply(min), () -> made.apply(max)),
          List.of(
              () -> made.apply(min - 0.001),
              () -> made.apply(max + 0.001),
              () -> made.apply(Double.NaN)));
    }

    static Bounded whole(String key, int min, int max, Function<Integer, ?> made) {
      return new Bounded(
          key,
          List.of(() -> made.apply(min), () -> made.apply(max)),
          List.of(() -> made.apply(min - 1), () -> made.apply(max + 1)));
    }

    static Bounded time(String key, Duration min, Duration max, Function<Duration, ?> made) {
      return new Bounded(
          key,
          List.of(() -> made.apply(min), () -> made.apply(max)),
          List.of(() -> made.apply(min.minusNanos(1)), () -> made.apply(max.plusNanos(1))));
    }

    @Override
    public String toString() {
      return key;
    }
  }

  static Stream<Bounded> all() {
    return Stream.of(eject(), restore(), retry(), spread(), bypass()).flatMap(List::stream);
  }

  private static List<Bounded> eject() {
    var hour = Duration.ofHours(1);
    var most = Duration.ofMinutes(2);
    var window = EJECT.window();
    var decay = EJECT.decay();
    return List.of(
        Bounded.number("eject.below", 0.01, 0.99, x -> EJECT.judge(x, 20, window)),
        Bounded.whole("eject.samples-min", 5, 10_000, n -> EJECT.judge(0.5, n, window)),
        Bounded.time(
            "eject.window",
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            time -> EJECT.judge(0.5, 20, time)),
        Bounded.whole("eject.connect-failures", 1, 1000, n -> EJECT.bounds(0.5, n)),
        Bounded.time("eject.slow", Duration.ZERO, Duration.ofMinutes(5), EJECT::slow),
        Bounded.time(
            "eject.time-max",
            Duration.ofMillis(100),
            hour,
            time -> EJECT.times(Duration.ofMillis(100), time, 0.2, decay)),
        Bounded.time(
            "eject.time",
            Duration.ofMillis(100),
            most,
            time -> EJECT.times(time, most, 0.2, decay)),
        Bounded.number("eject.jitter", 0, 0.5, x -> EJECT.times(most, most, x, decay)),
        Bounded.time(
            "eject.decay",
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            time -> EJECT.times(most, most, 0.2, time)),
        Bounded.number("eject.share-max", 0, 0.9, x -> EJECT.bounds(x, 5)));
  }

  private static List<Bounded> restore() {
    var least = Duration.ofMillis(100);
    var most = Duration.ofMinutes(10);
    return List.of(
        Bounded.time(
            "restore.probe-wait-max",
            least,
            most,
            time -> new RestoreSettings(time, least, 0.01, least, 0.1)),
        Bounded.time(
            "restore.lease",
            least,
            most,
            time -> new RestoreSettings(least, time, 0.01, least, 0.1)),
        Bounded.number(
            "restore.probe-share",
            0.001,
            0.1,
            x -> new RestoreSettings(least, least, x, least, 0.1)),
        Bounded.time(
            "restore.warm-up",
            Duration.ZERO,
            most,
            time -> new RestoreSettings(least, least, 0.01, time, 0.1)),
        Bounded.number(
            "restore.warm-from", 0.01, 1, x -> new RestoreSettings(least, least, 0.01, least, x)));
  }

  private static List<Bounded> retry() {
    return List.of(
        Bounded.whole("retry.attempts-max", 1, 5, n -> RETRY.gate(n, 0.9)),
        Bounded.number("retry.success-min", 0.5, 0.95, x -> RETRY.gate(2, x)),
        Bounded.number("retry.success-min", 0.5, 0.99, x -> reopening(x, 0)),
        Bounded.number("retry.reopen", 0, 0.2, x -> reopening(0.5, x)),
        Bounded.number("retry.budget", 0, 1, x -> RETRY.budget(x, 50, 0.1)),
        Bounded.whole("retry.budget-max", 0, 100_000, n -> RETRY.budget(0.1, n, 0.1)),
        Bounded.number("retry.reserve", 0, 1000, x -> RETRY.budget(0.1, 50, x)),
        Bounded.time("retry.backoff", MILLI, MINUTE, time -> RETRY.backoff(time, MINUTE)),
        Bounded.time("retry.backoff-max", MILLI, MINUTE, time -> RETRY.backoff(MILLI, time)),
        Bounded.time("retry.hedge", Duration.ZERO, MINUTE, RETRY::hedge));
  }

  private static RetrySettings reopening(double successMin, double reopen) {
    return new RetrySettings(2, successMin, reopen, 0.1, 50, 0.1, MILLI, MINUTE, Duration.ZERO);
  }

  private static List<Bounded> spread() {
    var most = Duration.ofMinutes(10);
    return List.of(
        Bounded.number(
            "spread.load", 0.05, 0.95, x -> new SpreadSettings("", Help.NONE, x, 0.2, most, most)),
        Bounded.number(
            "spread.spill-max", 0, 1, x -> new SpreadSettings("", Help.NONE, 0.6, x, most, most)),
        Bounded.time(
            "spread.hold-down",
            Duration.ZERO,
            most,
            time -> new SpreadSettings("", Help.NONE, 0.6, 0.2, time, most)),
        Bounded.time(
            "spread.memory",
            Duration.ZERO,
            Duration.ofHours(1),
            time -> new SpreadSettings("", Help.NONE, 0.6, 0.2, most, time)));
  }

  private static List<Bounded> bypass() {
    return List.of(
        Bounded.time("bypass.time", MILLI, MINUTE, time -> new BypassSettings(time, 32, 0.5)),
        Bounded.whole("bypass.limit", 1, 10_000, n -> new BypassSettings(MILLI, n, 0.5)),
        Bounded.number("bypass.success-min", 0, 0.99, x -> new BypassSettings(MILLI, 32, x)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theEndsAreTakenAndWhatIsBeyondThemIsRefusedByItsKey(Bounded setting) {
    for (var end : setting.taken()) {
      var _ = end.get();
    }
    for (var beyond : setting.refused()) {
      var refused = assertThrows(IllegalArgumentException.class, beyond::get);
      assertTrue(String.valueOf(refused.getMessage()).startsWith(setting.key()), refused::toString);
    }
  }

  /// Scenario 7.
  @Test
  void whatContradictsAnotherSettingIsRefused() {
    var usual = HealSettings.usual();
    var second = Duration.ofSeconds(1);
    var slow = usual.with(EJECT.slow(second));

    assertThrows(
        IllegalArgumentException.class,
        () -> EJECT.times(Duration.ofSeconds(2), second, 0.2, MINUTE),
        "the longest time out is shorter than the first");
    assertThrows(
        IllegalArgumentException.class, () -> usual.with(EJECT.judge(0.91, 20, EJECT.window())));
    assertDoesNotThrow(() -> usual.with(EJECT.judge(0.9, 20, EJECT.window())));
    assertThrows(IllegalArgumentException.class, () -> slow.with(RETRY.hedge(second.plusNanos(1))));
    assertDoesNotThrow(() -> slow.with(RETRY.hedge(second)));
    assertDoesNotThrow(() -> slow.with(RETRY));
    assertDoesNotThrow(() -> usual.with(RETRY.hedge(MINUTE)));
    assertThrows(
        IllegalArgumentException.class, () -> SpreadSettings.usual().plane("", Help.BACKUP));
  }

  @Test
  void whatIsChangedIsChangedAndTheRestStays() {
    var usual = HealSettings.usual();
    var eject = EJECT.slow(MILLI);
    var restore = new RestoreSettings(MINUTE, MINUTE, 0.1, MINUTE, 1);
    var retry = RETRY.gate(3, 0.8).budget(0.2, 7, 3).backoff(MILLI, MINUTE).hedge(MILLI);
    var spread = SpreadSettings.usual().plane("claim", Help.NEIGHBOUR);
    var bypass = new BypassSettings(MILLI, 1, 0);

    assertEquals(
        new HealSettings(eject, restore, retry, spread, bypass),
        usual.with(eject).with(restore).with(retry).with(spread).with(bypass));
    assertEquals(new RetrySettings(3, 0.8, 0.05, 0.2, 7, 3, MILLI, MINUTE, MILLI), retry);
    assertEquals(
        new EjectSettings(
            0.4, 30, MINUTE, 7, MILLI, MILLI.multipliedBy(100), MINUTE, 0, MINUTE, 0.3),
        eject
            .judge(0.4, 30, MINUTE)
            .times(MILLI.multipliedBy(100), MINUTE, 0, MINUTE)
            .bounds(0.3, 7));
  }
}
