package bestow.reporting;

import bestow.server.Secret;
import bestow.server.Settings;
import bestow.store.StoreKeys;
import bestow.store.StoreSettings;
import java.time.Duration;

/// All that reporting reads at its start, beside what every service has.
///
/// @param store its own Redis
/// @param operatorToken who may read the counts
/// @param keep how long counts are kept
/// @param linesMax how many lines × minutes an hour of one campaign may have; further ones are left
///     out and counted
record ReportingSettings(StoreSettings store, Secret operatorToken, Duration keep, int linesMax) {

  static ReportingSettings from(Settings settings) {
    return new ReportingSettings(
        StoreKeys.read("reporting", 7106, settings),
        settings.secret("operator.token"),
        settings.duration(
            "reporting.keep", Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(730)),
        settings.integer("reporting.lines-max", 100_000, 100, 10_000_000));
  }
}
