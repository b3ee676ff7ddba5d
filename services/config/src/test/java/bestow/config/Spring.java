package bestow.config;

import bestow.wire.config.Campaign;
import bestow.wire.config.Gift;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.config.Mode;
import bestow.wire.config.Period;
import bestow.wire.config.Provider;
import bestow.wire.config.Security;
import bestow.wire.config.WhenDown;
import bestow.wire.config.Window;
import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/// What `spring.yaml` and `spring.json` say.
final class Spring {
  private static final Gift VIP_DAY =
      new Gift(
          "vip-day",
          "sandbox",
          10_000,
          1000L,
          new Gift.PerUser(1, Period.CAMPAIGN),
          Mode.SYNC,
          1,
          1,
          false);

  private static final Gift COUPON =
      new Gift(
          "coupon", "partner", 500, null, new Gift.PerUser(2, Period.DAY), Mode.ASYNC, 3, 4, false);

  private static final Provider SANDBOX =
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
          new Provider.Request(
              "POST",
              Map.of(),
              "application/json",
              "{\"order\":\"${order}\",\"user\":\"${user}\",\"gift\":\"${gift}\",\"quantity\":${quantity}}"),
          List.of(
              new Provider.ResultRule(
                  200, 299, "receipt", null, Provider.Result.DELIVERED, null, "receipt"),
              new Provider.ResultRule(
                  409, 409, "receipt", null, Provider.Result.DELIVERED, null, "receipt"),
              new Provider.ResultRule(409, 409, null, null, Provider.Result.DELIVERED, null, null)),
          Provider.Signing.NONE);

  private static final Provider PARTNER =
      new Provider(
          "partner",
          "https://gifts.example.com/v2/grant?app=7",
          Idempotency.NONE,
          true,
          false,
          new Provider.Timeouts(1000, 1000, 10_000),
          3,
          Lane.SLOW,
          7200,
          new Provider.Request(
              "PUT",
              Map.of("X-App", "bestow", "X-Order", "${order}"),
              "application/json; charset=utf-8",
              "{\"id\":\"${order}\",\"to\":\"${user}\",\"what\":\"${gift}\"}"),
          List.of(
              new Provider.ResultRule(
                  200, 200, "code", "0", Provider.Result.DELIVERED, null, "ticket"),
              new Provider.ResultRule(
                  200, 200, "code", "NO_RIGHT", Provider.Result.REFUSED, "not-eligible", null),
              new Provider.ResultRule(
                  500, 599, null, null, Provider.Result.RETRY_LATER, null, null)),
          new Provider.Signing(Provider.Signing.Kind.HMAC_SHA256, "X-Signature", "partner-key"));

  static final Campaign CAMPAIGN =
      new Campaign(
          "spring",
          new Window(
              OffsetDateTime.parse("2026-11-20T00:00:00+08:00"),
              OffsetDateTime.parse("2026-12-20T00:00:00+08:00")),
          List.of(VIP_DAY, COUPON),
          List.of(SANDBOX, PARTNER),
          new Security(
              List.of(
                  new Threshold(Dimension.USER, 5, 10, Threshold.Beyond.CHALLENGE),
                  new Threshold(Dimension.IP, 100, 60, Threshold.Beyond.REFUSE)),
              WhenDown.OPEN));

  private Spring() {}
}
