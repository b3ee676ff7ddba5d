package bestow.delivery;

import bestow.server.Platform;
import bestow.store.Store;

/// Whatever compares delivery with its providers, wired.
final class Reconciliation {

  private Reconciliation() {}

  /// Starts it; its doors are for operators.
  static ProviderLedgerApi start(
      DeliverySettings settings,
      Platform platform,
      Store store,
      Means means,
      Resuming.Published published) {
    var clocks = new Providers.Clocks(platform.clock(), platform.ticker());
    var found = new RedisFindings(store, settings.recordKeep());
    var drift = new Drift(platform.telemetry().meter());
    var parts = new ProviderLedger.Parts(found, means.book(), means.watch(), drift);
    var ledger = new ProviderLedger(parts, clocks, settings.proofs());
    var sampled = new ProviderSampler.Parts(found, ledger, published, drift);
    var sampler = new ProviderSampler(sampled, clocks, platform.random(), settings.sampling());
    platform.closing("sampler", sampler.start());
    var findings = new Findings(found, drift, clocks.clock(), settings.recordKeep());
    platform.closing("findings", findings.start(platform.random()));
    var statements = new Statements(found, ledger, clocks, settings.comparedKept());
    return new ProviderLedgerApi(statements, findings, settings.operatorToken());
  }
}
