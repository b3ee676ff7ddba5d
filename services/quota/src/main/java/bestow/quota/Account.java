package bestow.quota;

import bestow.quota.DeliveryDesk.Said;
import bestow.quota.Judgement.Ours;
import bestow.wire.quota.LedgerReport;
import bestow.wire.quota.OrderAccount;
import java.time.Instant;
import java.util.Optional;

/// Tells a person what is known of an order, of its stock and of its delivery, and what will happen
/// next. Pure.
final class Account {

  private Account() {}

  /// Nothing where neither side knows anything.
  static Optional<OrderAccount> of(OrderNumber number, RedisLedger.Account ours, Said theirs) {
    boolean unknown = ours.ours() instanceof Ours.Unknown && theirs instanceof Said.Unknown;
    return unknown
        ? Optional.empty()
        : Optional.of(
            new OrderAccount(
                number.value(),
                stock(ours).orElse(null),
                theirs instanceof Said.Explained(var order) ? order : null,
                ours.found().map(Account::shown).orElse(null),
                stockNext(ours, theirs) + " " + deliveryNext(theirs)));
  }

  private static Optional<OrderAccount.Stock> stock(RedisLedger.Account ours) {
    return ours.ours() instanceof Ours.Stands(var order)
        ? Optional.of(
            new OrderAccount.Stock(
                order.user().value(),
                order.gift().campaign(),
                order.gift().gift(),
                order.state(),
                order.heldAt(),
                ours.dueAt().orElse(null),
                order.promisedBy() == 0 ? null : order.promisedBy(),
                order.label(),
                order.date().isEmpty() ? null : order.date(),
                ours.keptTill().orElse(null)))
        : Optional.empty();
  }

  private static String stockNext(RedisLedger.Account ours, Said theirs) {
    return switch (ours.ours()) {
      case Ours.Stands(var order) ->
          switch (order.state()) {
            case HELD -> held(order, ours.dueAt(), theirs);
            case CONFIRMED -> "Its unit is given away.";
            case RELEASED -> "Its unit went back to the stock.";
          };
      case Ours.Damaged() -> "Quota's record of it is damaged: restore it from a backup.";
      case Ours.Expired(), Ours.Unknown() ->
          "Quota never made it, or its record's time is over: nothing becomes of its unit.";
    };
  }

  private static String held(OrderRecord order, Optional<Long> dueAt, Said theirs) {
    var when = dueAt.map(at -> "at " + Instant.ofEpochMilli(at)).orElse("never, which is wrong");
    return switch (theirs) {
      case Said.Explained _ ->
          "Its unit is held until delivery says what becomes of it; it is asked again %s."
              .formatted(when);
      case Said.Unknown() ->
          order.promisedBy() > 0
              ? "Delivery is asked %s, and takes it on then: its user was promised it."
                  .formatted(when)
              : "Delivery is asked %s, and makes it void then: its unit goes back.".formatted(when);
      case Said.Silent _ -> "Its unit is held; delivery is asked %s.".formatted(when);
    };
  }

  private static String deliveryNext(Said theirs) {
    return switch (theirs) {
      case Said.Explained(var order) -> order.next();
      case Said.Unknown() -> "Delivery never heard of it.";
      case Said.Silent(var why) -> "Delivery gives no answer now: %s.".formatted(why);
    };
  }

  /// A finding, as operators see it.
  static LedgerReport.Finding shown(Finding finding) {
    return new LedgerReport.Finding(
        finding.subject(),
        finding.kind().word(),
        finding.open(),
        finding.ours(),
        finding.theirs(),
        finding.since(),
        finding.checkedAt(),
        finding.deed());
  }
}
