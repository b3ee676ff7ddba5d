package bestow.mesh;

import java.time.Duration;
import java.util.Locale;

/// How long each step of a call to one callee may take, and who says so.
///
/// @param connect how long opening a connection may take
/// @param write how long writing a request may take
/// @param read how long the callee may be silent
/// @param total how long all of it may take
/// @param origin who says so
public record Timeouts(
    Duration connect, Duration write, Duration read, Duration total, Origin origin) {

  /// Who says how long something may take.
  public enum Origin {
    /// The settings that the process started with.
    SETTINGS,
    /// An operator, through Consul's key-value store, while it runs.
    CONSUL;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The word that stands for it.
    public String word() {
      return word;
    }
  }

  static Timeouts of(CalleeSettings settings) {
    return new Timeouts(
        settings.connect(), settings.write(), settings.read(), settings.total(), Origin.SETTINGS);
  }

  /// The time of one step.
  public Duration of(Step step) {
    return switch (step) {
      case CONNECT -> connect;
      case WRITE -> write;
      case READ -> read;
      case TOTAL -> total;
    };
  }

  /// The same with an operator's word on one step.
  Timeouts with(Step step, Duration time) {
    return new Timeouts(
        step == Step.CONNECT ? time : connect,
        step == Step.WRITE ? time : write,
        step == Step.READ ? time : read,
        step == Step.TOTAL ? time : total,
        Origin.CONSUL);
  }

  /// As an operator would write it, as in `connect=100ms write=200ms read=200ms total=500ms`.
  String text() {
    var text = new StringBuilder();
    for (var step : Step.values()) {
      text.append(text.isEmpty() ? "" : " ").append(step.word()).append('=');
      text.append(of(step).toMillis()).append("ms");
    }
    return text.toString();
  }
}
