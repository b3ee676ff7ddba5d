package bestow.quota;

import bestow.quota.Finding.Claimed;
import bestow.quota.Finding.Kind;
import bestow.quota.Judgement.Ours;
import bestow.quota.Judgement.Theirs;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleRequest.End;

/// Says what is to be done about an order, by what quota and delivery have of it (law L10). What a
/// state at delivery means for the stock is delivery's to say, as it is where a hold's time is
/// over. Pure.
final class Judge {

  private Judge() {}

  static Judgement of(Ours ours, Theirs theirs) {
    return switch (ours) {
      case Ours.Damaged() ->
          ask(
              ours,
              theirs,
              Kind.DIFFERS,
              "Restore quota's record from a backup of its store; its stock stays as it is.");
      // It was compared with what it had, or is too old to be.
      case Ours.Expired() -> new Judgement.Agree();
      case Ours.Stands(OrderRecord order) -> stands(order, theirs);
      case Ours.Unknown() -> unknown(theirs);
    };
  }

  private static Judgement stands(OrderRecord order, Theirs theirs) {
    return switch (theirs) {
      case Theirs.Damaged() -> damaged(new Ours.Stands(order), theirs);
      case Theirs.Unknown() -> unheard(order);
      case Theirs.Stands(OrderState state, Stock stock) ->
          switch (stock) {
            case CONFIRM -> given(order, theirs);
            case RELEASE -> notGiven(order, theirs);
            case LATER -> underWay(order, theirs);
          };
    };
  }

  private static Judgement unknown(Theirs theirs) {
    var ours = new Ours.Unknown();
    return switch (theirs) {
      case Theirs.Damaged() -> damaged(ours, theirs);
      case Theirs.Unknown() -> new Judgement.Agree();
      case Theirs.Stands(OrderState state, Stock stock) ->
          stock == Stock.CONFIRM
              ? ask(
                  ours,
                  theirs,
                  Kind.ONLY_THEIRS,
                  "Quota lost it, or never made it: a unit was given away that no stock is booked"
                      + " for.")
              : new Judgement.Agree();
    };
  }

  private static Judgement damaged(Ours ours, Theirs theirs) {
    return ask(ours, theirs, Kind.DIFFERS, "Restore delivery's record from a backup of its store.");
  }

  private static Judgement unheard(OrderRecord order) {
    var ours = new Ours.Stands(order);
    var theirs = new Theirs.Unknown();
    return switch (order.state()) {
      // Asked about once its hold is over.
      case HELD -> new Judgement.Agree();
      case CONFIRMED ->
          ask(
              ours,
              theirs,
              Kind.ONLY_OURS,
              "Delivery lost it, or never had it: look in the provider's statement, and have the"
                  + " gift made good where it is not there.");
      case RELEASED ->
          new Judgement.Forbid(
              order, claimed(ours, theirs, Kind.ONLY_OURS, "Made void at delivery again."));
    };
  }

  private static Judgement given(OrderRecord order, Theirs theirs) {
    var ours = new Ours.Stands(order);
    return switch (order.state()) {
      case CONFIRMED -> new Judgement.Agree();
      case HELD ->
          new Judgement.Settle(
              End.CONFIRM, claimed(ours, theirs, Kind.DIFFERS, "Confirmed, as it is given away."));
      case RELEASED ->
          ask(
              ours,
              theirs,
              Kind.OVERSOLD,
              "It is delivered although its unit went back: one more was given away than booked;"
                  + " lower the stock by one, or accept it.");
    };
  }

  private static Judgement notGiven(OrderRecord order, Theirs theirs) {
    var ours = new Ours.Stands(order);
    return switch (order.state()) {
      case RELEASED -> new Judgement.Agree();
      case HELD ->
          new Judgement.Settle(
              End.RELEASE,
              claimed(ours, theirs, Kind.DIFFERS, "Released, as it is never delivered."));
      case CONFIRMED ->
          ask(
              ours,
              theirs,
              Kind.DIFFERS,
              "Its unit counts as given away and nobody got it: raise the stock by one, and have"
                  + " the gift made good where its user was told that it is delivered.");
    };
  }

  private static Judgement underWay(OrderRecord order, Theirs theirs) {
    if (order.state() == HoldState.HELD) {
      return new Judgement.Agree();
    }
    return ask(
        new Ours.Stands(order),
        theirs,
        order.state() == HoldState.RELEASED ? Kind.OVERSOLD : Kind.DIFFERS,
        "Its stock has its end and delivery is not at its own: look again once it is.");
  }

  private static Judgement ask(Ours ours, Theirs theirs, Kind kind, String advice) {
    return new Judgement.Ask(claimed(ours, theirs, kind, advice));
  }

  private static Claimed claimed(Ours ours, Theirs theirs, Kind kind, String deed) {
    return new Claimed(kind, ours.word(), theirs.word(), deed);
  }
}
