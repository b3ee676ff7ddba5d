package bestow.quota;

import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;

/// Starts quota.
public final class Main {
  /// What quota is to whoever starts it.
  static final Service SERVICE = Service.of("quota", 8104);

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    SERVICE.run(args, QuotaSettings::from, Main::wire);
  }

  static QuotaApi wire(QuotaSettings settings, Platform platform) {
    var scripts = new Scripts(StoreKeys.open(settings.store(), platform, Scripts.all()));
    var errands = platform.closing("errands", new Errands(platform.ticker()));
    var means =
        new Means(
            new RedisQuotaStore(scripts, settings.keyKeep()),
            new RedisPoolStore(scripts),
            new Sight(platform.ticker(), settings.dryTime()),
            Together.virtual(),
            errands,
            errands::patienceNanos,
            new QuotaMetrics(platform.telemetry().meter()));
    var numbers = new OrderNumbers(settings.orderSecret().reveal());
    return new QuotaApi(
        new Quota(means, numbers, platform.clock(), settings.times()), new Books(means));
  }
}
