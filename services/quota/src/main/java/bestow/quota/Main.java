package bestow.quota;

import bestow.mesh.Mesh;
import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;
import java.util.List;

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
    var telemetry = platform.telemetry().api();
    var mesh = Mesh.open(settings.mesh(), telemetry, platform.ticker(), platform.random());
    platform.closing("mesh", mesh);
    var delivery = mesh.callee(settings.delivery());
    var deliveries = new MeshDeliveries(delivery);
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
    var quota = new Quota(means, numbers, platform.clock(), settings.times());
    var parts =
        new HoldSweeper.Parts(means.store(), quota, deliveries, means.together(), means.metrics());
    var chances = new HoldSweeper.Chances(platform.random(), settings.sweep());
    var sweeper = new HoldSweeper(parts, platform.ticker(), platform.clock(), chances);
    platform.closing("sweeper", sweeper.start());
    var ledger = new RedisLedger(scripts);
    var drift = new DriftMetrics(platform.telemetry().meter());
    var repairs = new Repairs(quota, deliveries, platform.ticker(), settings.repairsMax());
    var theirs = new MeshDeliveryLedger(delivery);
    var sums = new PoolSums(ledger, means, platform.clock());
    var compared = new Reconciliation.Parts(ledger, theirs, repairs, sums, drift);
    var reconciliation =
        new Reconciliation(
            compared,
            platform.ticker(),
            platform.clock(),
            platform.random(),
            settings.reconciliation());
    platform.closing("reconciliation", reconciliation.start());
    var findings = new Findings(ledger, platform.clock());
    var report = new ReconciliationApi(reconciliation, findings, settings.operatorToken());
    var outlooks = new Outlooks(means, quota, platform.clock());
    var desk = new MeshDeliveryDesk(delivery, settings.operatorToken());
    var orders = new OrderApi(ledger, desk, settings.operatorToken());
    return new QuotaApi(quota, outlooks, new Books(means), List.of(report, orders));
  }
}
