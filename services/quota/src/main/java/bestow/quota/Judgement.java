package bestow.quota;

import bestow.quota.Finding.Claimed;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.SettleRequest.End;

/// What is to be done about an order.
sealed interface Judgement {

  /// Nothing: they agree, or will by themselves.
  record Agree() implements Judgement {}

  /// Its stock gets its end here, as delivery's ledger has it.
  record Settle(End end, Claimed found) implements Judgement {}

  /// Delivery makes it void again: nothing may deliver what was released.
  record Forbid(OrderRecord order, Claimed found) implements Judgement {}

  /// A person has to look.
  record Ask(Claimed found) implements Judgement {}

  /// What quota has of an order.
  sealed interface Ours {
    /// It stands so.
    record Stands(OrderRecord order) implements Ours {}

    /// Its record is not what was written.
    record Damaged() implements Ours {}

    /// It had its end, and its record its time.
    record Expired() implements Ours {}

    /// It was never made.
    record Unknown() implements Ours {}

    /// In a word.
    default String word() {
      return switch (this) {
        case Ours.Stands(OrderRecord order) -> order.state().word();
        case Ours.Damaged() -> "damaged";
        case Ours.Expired() -> "expired";
        case Ours.Unknown() -> "unknown";
      };
    }
  }

  /// What delivery has of an order.
  sealed interface Theirs {
    /// It stands so, and that becomes of its stock.
    record Stands(OrderState state, Stock stock) implements Theirs {}

    /// Its record is not what was written.
    record Damaged() implements Theirs {}

    /// It was never written down.
    record Unknown() implements Theirs {}

    /// In a word.
    default String word() {
      return switch (this) {
        case Theirs.Stands(OrderState state, Stock _) -> state.word();
        case Theirs.Damaged() -> "damaged";
        case Theirs.Unknown() -> "unknown";
      };
    }
  }
}
