package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Settings;
import bestow.server.StartException;
import bestow.wire.config.Lane;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DeliverySettingsTest {

  @Test
  void everyKeyHasItsDefault() throws StartException {
    var settings = Settings.of(Map.of());

    var _ = settings.read(DeliverySettings::from);

    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("background.max", "1000"),
                Map.entry("callee.config.body-max", "32MiB"),
                Map.entry("callee.config.connect", "100ms"),
                Map.entry("callee.config.connections-max", "2"),
                Map.entry("callee.config.read", "28s"),
                Map.entry("callee.config.total", "29s"),
                Map.entry("callee.config.waiters-max", "2"),
                Map.entry("callee.config.write", "200ms"),
                Map.entry("callee.quota.body-max", "1MiB"),
                Map.entry("callee.quota.connect", "100ms"),
                Map.entry("callee.quota.connections-max", "8"),
                Map.entry("callee.quota.read", "1s"),
                Map.entry("callee.quota.total", "2s"),
                Map.entry("callee.quota.waiters-max", "32"),
                Map.entry("callee.quota.write", "200ms"),
                Map.entry("config.copies", "data/delivery/config"),
                Map.entry("doubt.remembered", "100000"),
                Map.entry("drain.deliveries", "15s"),
                Map.entry("lane.fast.concurrency-max", "256"),
                Map.entry("lane.fast.workers-max", "32"),
                Map.entry("lane.slow.concurrency-max", "64"),
                Map.entry("lane.provider-share", "0.5"),
                Map.entry("lane.slow.workers-max", "32"),
                Map.entry("make-good.daily-max", "50"),
                Map.entry("operator.token", "(none)"),
                Map.entry("order.waiters-max", "2000"),
                Map.entry("pace.concurrency-max", "10000"),
                Map.entry("pace.dead-after", "1d"),
                Map.entry("pace.providers", ""),
                Map.entry("pace.rate-max", "0"),
                Map.entry("pace.retry-first", "1s"),
                Map.entry("pace.retry-most", "30s"),
                Map.entry("provider.allow", "*"),
                Map.entry("provider.allow-loopback", "false"),
                Map.entry("provider.secrets", ""),
                Map.entry("provider.send-within", "1s"),
                Map.entry("compared.kept", "3d"),
                Map.entry("proved.max", "1000"),
                Map.entry("sample.every", "3m"),
                Map.entry("sample.providers", ""),
                Map.entry("queue.max", "1000000"),
                Map.entry("record.keep", "30d"),
                Map.entry("record.within", "10s"),
                Map.entry("redis.port", "7105"),
                Map.entry("reply.margin", "20ms"),
                Map.entry("sweep.batch", "500"),
                Map.entry("sweep.every", "1s"),
                Map.entry("version.wait", "200ms"))),
        own(settings));
  }

  @Test
  void secretsAreReadByNameAndNeverShown() throws StartException {
    var settings =
        Settings.of(
            Map.of("provider.secrets", "acme, other"),
            Map.of("BESTOW_PROVIDER_SECRET_ACME", "s3cret", "BESTOW_PROVIDER_SECRET_OTHER", "t0p"));

    var read = settings.read(DeliverySettings::from);

    assertEquals(Map.of("acme", "s3cret", "other", "t0p"), read.providers().secrets());
    assertTrue(!read.toString().contains("s3cret"), read::toString);
    assertTrue(!settings.effective().toString().contains("s3cret"));
  }

  @Test
  void lanesHaveTheirOwnLimits() throws StartException {
    var settings =
        Settings.of(
            Map.of(
                "lane.fast.concurrency-max", "7",
                "lane.slow.concurrency-max", "3",
                "lane.provider-share", "0.3"));

    var providers = settings.read(DeliverySettings::from).providers();

    assertEquals(7, providers.concurrencyMax(Lane.FAST));
    assertEquals(3, providers.concurrencyMax(Lane.SLOW));
    assertEquals(2, providers.eachMax(Lane.FAST));
    assertEquals(1, providers.eachMax(Lane.SLOW));
  }

  @Test
  void anInstanceWorksTheLaneThatItIsToldOrAll() throws StartException {
    var all = Settings.of(Map.of()).read(DeliverySettings::from);
    var slow =
        Settings.of(Map.of("place.lane", "slow", "lane.slow.workers-max", "7"))
            .read(DeliverySettings::from);

    assertEquals(Set.of(Lane.FAST, Lane.SLOW), all.sweeps().keySet());
    assertEquals(Set.of(Lane.SLOW), slow.sweeps().keySet());
    assertEquals(7, Objects.requireNonNull(slow.sweeps().get(Lane.SLOW)).workersMax());
    var wrong = Settings.of(Map.of("place.lane", "middle"));
    assertThrows(StartException.class, () -> wrong.read(DeliverySettings::from));
  }

  @Test
  void aProviderMayHaveItsOwnPaceAndHasTheRestOfTheUsualOne() throws StartException {
    var settings =
        Settings.of(
            Map.of(
                "pace.providers", "acme",
                "pace.retry-first", "2s",
                "pace.acme.rate-max", "50",
                "pace.acme.dead-after", "3d"));

    var providers = settings.read(DeliverySettings::from).providers();

    assertEquals(
        new PaceSettings(50, 10_000, new Schedule(2_000, 30_000, 259_200_000)),
        providers.pace("acme"));
    assertEquals(0, providers.pace("other").perSecondMax());
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    var settings =
        Settings.of(
            Map.of(
                "lane.fast.concurrency-max", "0",
                "provider.send-within", "1",
                "provider.secrets", "acme",
                "provider.allow-loopbak", "true"));

    var refused = assertThrows(StartException.class, () -> settings.read(DeliverySettings::from));

    assertEquals(4, refused.problems().size(), refused.problems()::toString);
  }

  /// The keys that are delivery's own: those of every store and mesh are pinned where they are
  /// read.
  private static Map<String, String> own(Settings settings) {
    var own = new TreeMap<>(settings.effective());
    own.keySet()
        .removeIf(
            key ->
                (key.startsWith("redis.") && !key.equals("redis.port"))
                    || key.matches(
                        "callee[.](?!(config|quota)[.](read|total|connections-max|waiters-max|body-max|connect|write)$).*")
                    || key.startsWith("heal.")
                    || key.startsWith("place.")
                    || key.startsWith("consul.")
                    || key.startsWith("discovery.")
                    || key.startsWith("timeouts."));
    return own;
  }
}
