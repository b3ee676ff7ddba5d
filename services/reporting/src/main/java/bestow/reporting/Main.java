package bestow.reporting;

import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;

/// Starts reporting.
public final class Main {
  // A full batch of 1,000 counts.
  private static final int BODY_BYTES_MAX = 256 << 10;

  /// What reporting is to whoever starts it.
  static final Service SERVICE = Service.of("reporting", 8106).bodyMax(BODY_BYTES_MAX);

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    SERVICE.run(args, ReportingSettings::from, Main::wire);
  }

  static ReportingApi wire(ReportingSettings settings, Platform platform) {
    var store = StoreKeys.open(settings.store(), platform, RedisReportingStore.SCRIPTS);
    var counts = new RedisReportingStore(store, settings.keep(), settings.linesMax());
    var leftOut =
        platform
            .telemetry()
            .meter()
            .counterBuilder("bestow.reporting.left-out")
            .setUnit("{event}")
            .setDescription("Events not counted because their hour holds too many lines")
            .build();
    return new ReportingApi(
        new Reporting(counts, platform.clock(), settings.keep()),
        settings.operatorToken(),
        platform.clock(),
        leftOut);
  }
}
