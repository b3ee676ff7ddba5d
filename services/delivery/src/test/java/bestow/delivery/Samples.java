package bestow.delivery;

import bestow.wire.config.Campaign;
import bestow.wire.config.Gift;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.config.Mode;
import bestow.wire.config.Period;
import bestow.wire.config.Provider;
import bestow.wire.config.Provider.Result;
import bestow.wire.config.Provider.ResultRule;
import bestow.wire.config.Published;
import bestow.wire.config.Security;
import bestow.wire.config.Snapshot;
import bestow.wire.config.Window;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Orders, providers and campaigns for tests.
final class Samples {

  static final Provider.Request REQUEST =
      new Provider.Request(
          "POST",
          Map.of(),
          "application/json",
          """
          {"order":"${order}","user":"${user}","gift":"${gift}","quantity":${quantity}}""");

  /// What a provider's answers mean that is believed when it refuses.
  static final List<ResultRule> RESULTS =
      List.of(
          new ResultRule(200, 299, "receipt", null, Result.DELIVERED, null, "receipt"),
          new ResultRule(409, 409, "receipt", null, Result.DELIVERED, null, "receipt"),
          new ResultRule(409, 409, null, null, Result.DELIVERED, null, null),
          new ResultRule(408, 408, null, null, Result.RETRY_LATER, null, null),
          new ResultRule(425, 425, null, null, Result.RETRY_LATER, null, null),
          new ResultRule(429, 429, null, null, Result.RETRY_LATER, null, null),
          new ResultRule(400, 499, null, null, Result.REFUSED, "not-eligible", null));

  /// The number of an order that was written down before anybody wrote down by whom.
  static final OrderNumber EARLIER = new OrderNumber("abcdefghijklmnopqrstuvwx3f000000");

  /// Its record: tried once, and then resent by a person.
  static final String EARLIER_TEXT =
      "2e84e6d8\t3\t4\tabcdefghijklmnopqrstuvwx3f000000\talice\tspring\tvip-day\t1\tsandbox@1\tfast\t"
          + "1900000000000\twaiting\t1\t0\t0\t0\t\t\t\t100\t300\t300\t"
          + "1 bestow-delivery-10.0.0.7-8105/lx2k9v3a/1 100 200 connect 0 NOT_SENT \tnote%0a300%0aresent%0aann%0ait is back";

  private static final AtomicInteger SEQUENCE = new AtomicInteger();

  private Samples() {}

  /// A number that no other test has, in shard `3f`.
  static OrderNumber number() {
    return new OrderNumber(
        "abcdefghijklmnopqrstuvwx3f" + "%06d".formatted(SEQUENCE.incrementAndGet()));
  }

  /// A number that no other test has, in that shard.
  static OrderNumber number(int shard) {
    return new OrderNumber(
        "abcdefghijklmnopqrstuvwx"
            + OrderNumber.shard(shard)
            + "%06d".formatted(SEQUENCE.incrementAndGet()));
  }

  static Asked asked(String target) {
    return new Asked("alice", "spring", "vip-day", 1, target, Lane.FAST, 1_900_000_000_000L);
  }

  static Event.Begin begin(OrderNumber number, String token, Terms.Kind kind) {
    return new Event.Begin(
        number, asked("sandbox@1"), token, Event.Holder.UNKNOWN, ModelTerms.of(kind));
  }

  static Provider provider(String endpoint, Idempotency idempotency) {
    return provider(endpoint, idempotency, new Provider.Timeouts(500, 500, 1000));
  }

  static Provider provider(String endpoint, Idempotency idempotency, Provider.Timeouts timeouts) {
    return provider(endpoint, idempotency, timeouts, Lane.FAST);
  }

  /// One at that port that takes nothing back.
  static Provider lasting(int port) {
    var endpoint = "http://127.0.0.1:" + port + "/gifts";
    var timeouts = new Provider.Timeouts(500, 500, 1000);
    return provider(endpoint, Idempotency.ORDER_NUMBER, timeouts, Lane.FAST, false);
  }

  static Provider provider(
      String endpoint, Idempotency idempotency, Provider.Timeouts timeouts, Lane lane) {
    // A code that its user has seen is not taken back, nor what nobody knows the number of.
    boolean revocable = idempotency != Idempotency.NONE && !endpoint.contains(CodePool.HOST);
    return provider(endpoint, idempotency, timeouts, lane, revocable);
  }

  private static Provider provider(
      String endpoint,
      Idempotency idempotency,
      Provider.Timeouts timeouts,
      Lane lane,
      boolean revocable) {
    return new Provider(
        "sandbox",
        endpoint,
        idempotency,
        false,
        revocable,
        timeouts,
        2,
        lane,
        1800,
        REQUEST,
        RESULTS,
        Provider.Signing.NONE);
  }

  /// One campaign `spring` with the gifts `vip-day` and `later`, the second asynchronous.
  static Snapshot published(long version, Provider provider) {
    // A code pool hands out one code an order.
    int quantity = provider.endpoint().contains(CodePool.HOST) ? 1 : 3;
    var campaign =
        new Campaign(
            "spring",
            new Window(
                OffsetDateTime.parse("2026-11-20T00:00:00+08:00"),
                OffsetDateTime.parse("2026-12-20T00:00:00+08:00")),
            List.of(gift("vip-day", Mode.SYNC, quantity), gift("later", Mode.ASYNC, quantity)),
            List.of(provider),
            Security.NONE);
    return new Snapshot(version, List.of(new Published(1, campaign)));
  }

  private static Gift gift(String id, Mode mode, int quantity) {
    return new Gift(
        id, "sandbox", 1000, null, new Gift.PerUser(1, Period.CAMPAIGN), mode, quantity, 1, false);
  }
}
