package bestow.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Settings;
import bestow.server.StartException;
import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;
import bestow.wire.security.Threshold.Beyond;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SecuritySettingsTest {

  @Test
  void theDefaultsAreThese() throws StartException {
    var settings =
        Settings.of(Map.of("operator.token", "an-operators-token")).read(SecuritySettings::from);

    assertEquals(7102, settings.store().port());
    assertEquals(
        List.of(
            new Threshold(Dimension.USER, 30, 60, Beyond.REFUSE),
            new Threshold(Dimension.IP, 600, 60, Beyond.REFUSE),
            new Threshold(Dimension.DEVICE, 60, 60, Beyond.REFUSE)),
        settings.thresholds());
    assertEquals("***", settings.operatorToken().toString());
    assertEquals(
        new PartnerSettings(
            Map.of(), Duration.ofMinutes(1), 100_000, 1_000, Duration.ofSeconds(10)),
        settings.partners());
  }

  @Test
  void aPartnerHasOneSecretOrTwoThatNobodySees() throws StartException {
    var settings =
        Settings.of(
            Map.of(
                "operator.token", "an-operators-token",
                "partners", "shop, bank",
                "partner.shop.secret", Signed.SECRET,
                "partner.shop.next-secret", Signed.NEXT_SECRET,
                "partner.shop.campaigns", "spring, autumn",
                "partner.shop.first", "1000",
                "partner.bank.secret", Signed.NEXT_SECRET,
                "partner.bank.campaigns", "*"));

    var partners = settings.read(SecuritySettings::from).partners().partners();

    var shop = Optional.ofNullable(partners.get("shop")).orElseThrow();
    var bank = Optional.ofNullable(partners.get("bank")).orElseThrow();
    assertEquals(2, shop.secrets().size());
    assertEquals(Set.of("spring", "autumn"), shop.campaigns());
    assertEquals(1000, shop.first());
    assertEquals(1, bank.secrets().size());
    assertTrue(bank.mayGive("anything"));
    for (String shown : List.of(partners.toString(), settings.describe())) {
      assertFalse(shown.contains(Signed.SECRET) || shown.contains(Signed.NEXT_SECRET), shown);
    }
  }

  @Test
  void aPartnerWithoutASecretOrWithAShortOneRefusesTheStart() {
    var wrong =
        Settings.of(
            Map.of(
                "operator.token", "an-operators-token",
                "partners", "shop",
                "partner.shop.next-secret", "short",
                "partner.shop.campaigns", "*"));

    var refused = assertThrows(StartException.class, () -> wrong.read(SecuritySettings::from));

    assertTrue(refused.problems().toString().contains("partner.shop.secret is missing"));
    assertTrue(refused.problems().toString().contains("shorter than 32 characters"));
  }

  @Test
  void aLimitOutOfItsRangeIsRefusedWithItsRange() {
    var wrong =
        Settings.of(
            Map.of(
                "operator.token", "an-operators-token",
                "limit.ip.claims", "0",
                "limit.ip.per", "2d"));

    var refused = assertThrows(StartException.class, () -> wrong.read(SecuritySettings::from));

    assertTrue(refused.problems().toString().contains("limit.ip.claims"));
    assertTrue(refused.problems().toString().contains("limit.ip.per"));
  }
}
