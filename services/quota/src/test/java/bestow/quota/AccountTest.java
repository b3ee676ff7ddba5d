package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bestow.quota.DeliveryDesk.Said;
import bestow.quota.Finding.Kind;
import bestow.quota.Judgement.Ours;
import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderExplained;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.OrderAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a person is told of an order.
final class AccountTest {
  private static final OrderNumber NUMBER = new OrderNumber("a".repeat(24) + "3f000001");
  private static final long DUE = 1_795_132_800_000L;

  @Test
  void whatComesNextIsSaidInWords() {
    var held = new Ours.Stands(order(HoldState.HELD, 0));
    var promised = new Ours.Stands(order(HoldState.HELD, DUE));
    var confirmed = new Ours.Stands(order(HoldState.CONFIRMED, 0));
    var released = new Ours.Stands(order(HoldState.RELEASED, 0));
    var explained = new Said.Explained(explained());
    var unknown = new Said.Unknown();
    var silent = new Said.Silent("it refused");

    var said = new ArrayList<String>();
    said.add(next(held, explained));
    said.add(next(held, unknown));
    said.add(next(promised, unknown));
    said.add(next(held, silent));
    said.add(next(confirmed, explained));
    said.add(next(released, unknown));
    said.add(next(new Ours.Damaged(), explained));
    said.add(next(new Ours.Unknown(), explained));

    assertEquals(
        """
        Its unit is held until delivery says what becomes of it; it is asked again at 2026-11-20T00:00:00Z. A worker sends it.
        Delivery is asked at 2026-11-20T00:00:00Z, and makes it void then: its unit goes back. Delivery never heard of it.
        Delivery is asked at 2026-11-20T00:00:00Z, and takes it on then: its user was promised it. Delivery never heard of it.
        Its unit is held; delivery is asked at 2026-11-20T00:00:00Z. Delivery gives no answer now: it refused.
        Its unit is given away. A worker sends it.
        Its unit went back to the stock. Delivery never heard of it.
        Quota's record of it is damaged: restore it from a backup. A worker sends it.
        Quota never made it, or its record's time is over: nothing becomes of its unit. A worker sends it.""",
        String.join("\n", said));
  }

  @Test
  void bothSidesAreToldWithWhatWasFound() {
    var claimed = new Finding.Claimed(Kind.OVERSOLD, "released", "delivered", "Look.");
    var found = claimed.open(NUMBER.value(), Optional.empty(), 7);
    var released = new Ours.Stands(order(HoldState.RELEASED, 0));
    var ours =
        new RedisLedger.Account(released, Optional.empty(), Optional.of(9L), Optional.of(found));

    var account = Account.of(NUMBER, ours, new Said.Explained(explained())).orElseThrow();

    assertEquals(
        new OrderAccount.Stock(
            "alice", "spring", "vip-day", HoldState.RELEASED, 1, null, null, "c", null, 9L),
        account.stock());
    assertEquals(explained(), account.delivery());
    assertEquals(Account.shown(found), account.finding());
  }

  @Test
  void whatNobodyKnowsIsNoOrder() {
    assertEquals(
        Optional.empty(), Account.of(NUMBER, account(new Ours.Unknown()), new Said.Unknown()));
    var silent = Account.of(NUMBER, account(new Ours.Unknown()), new Said.Silent("it refused"));
    assertNull(silent.orElseThrow().stock());
  }

  private static String next(Ours ours, Said theirs) {
    return Account.of(NUMBER, account(ours), theirs).orElseThrow().next();
  }

  private static RedisLedger.Account account(Ours ours) {
    return new RedisLedger.Account(ours, Optional.of(DUE), Optional.empty(), Optional.empty());
  }

  private static OrderRecord order(HoldState state, long promisedBy) {
    var gift = new GiftId("spring", "vip-day");
    return new OrderRecord(NUMBER, state, promisedBy, 1, 0, "c", "", gift, new UserId("alice"));
  }

  private static OrderExplained explained() {
    return new OrderExplained(
        NUMBER.value(),
        "alice",
        "spring",
        "vip-day",
        1,
        "sandbox@1",
        Lane.FAST,
        OrderState.WAITING,
        "",
        "",
        "",
        1,
        DUE,
        List.of(),
        null,
        "A worker sends it.");
  }
}
