package bestow.gateway;

import bestow.wire.config.Bundle;
import bestow.wire.config.Campaign;
import bestow.wire.config.Gift;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.config.Mode;
import bestow.wire.config.Period;
import bestow.wire.config.Provider;
import bestow.wire.config.Provider.Signing;
import bestow.wire.config.Published;
import bestow.wire.config.Security;
import bestow.wire.config.Snapshot;
import bestow.wire.config.WhenDown;
import bestow.wire.config.Window;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/// A published set for tests: campaigns that are open, over, not begun, and open to all when
/// security is down.
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private Samples() {}

  static Campaigns campaigns() {
    return Campaigns.of(
        new Snapshot(
            3,
            List.of(
                campaign("spring", "2026-11-20T00:00+08:00", "2026-12-20T00:00+08:00"),
                campaign("winter", "2026-12-20T00:00+08:00", "2027-01-20T00:00+08:00"),
                campaign("autumn", "2026-10-20T00:00+08:00", "2026-11-20T20:00+08:00"),
                trusting(),
                bundled())));
  }

  /// A campaign with two gifts, the bundle `welcome` of both, and a `ticket` that is sold.
  private static Published bundled() {
    var spring = campaign("bundled", "2026-11-20T00:00+08:00", "2026-12-20T00:00+08:00");
    var campaign = spring.campaign();
    var perUser = new Gift.PerUser(3, Period.DAY);
    var coupon = new Gift("coupon", "sandbox", 1200, null, perUser, Mode.SYNC, 1, 1, false);
    var ticket = new Gift("ticket", "sandbox", 1200, null, perUser, Mode.SYNC, 1, 1, true);
    var gifts = List.of(campaign.gifts().getFirst(), coupon, ticket);
    return new Published(
        1,
        new Campaign(
            "bundled",
            campaign.window(),
            gifts,
            List.of(new Bundle("welcome", List.of("vip-day", "coupon"))),
            campaign.providers(),
            Security.NONE));
  }

  private static Published trusting() {
    var spring = campaign("trusting", "2026-11-20T00:00+08:00", "2026-12-20T00:00+08:00");
    var campaign = spring.campaign();
    return new Published(
        1,
        new Campaign(
            "trusting",
            campaign.window(),
            campaign.gifts(),
            campaign.providers(),
            new Security(List.of(), WhenDown.OPEN)));
  }

  private static Published campaign(String id, String from, String to) {
    var window = new Window(OffsetDateTime.parse(from), OffsetDateTime.parse(to));
    var perUser = new Gift.PerUser(3, Period.DAY);
    var gift = new Gift("vip-day", "sandbox", 1200, 1000L, perUser, Mode.SYNC, 1, 1, false);
    var provider =
        new Provider(
            "sandbox",
            "http://127.0.0.1:8110/gifts",
            Idempotency.ORDER_NUMBER,
            false,
            false,
            new Provider.Timeouts(100, 200, 1000),
            2,
            Lane.FAST,
            1800,
            new Provider.Request("POST", Map.of(), "application/json", "{}"),
            List.of(),
            Signing.NONE);
    return new Published(
        1, new Campaign(id, window, List.of(gift), List.of(provider), Security.NONE));
  }
}
