package bestow.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every event that can meet an order, for tests that try them all.
final class Events {

  /// The bundle of those orders that are part of one.
  static final OrderNumber BUNDLE = Samples.number();

  private static final OrderNumber OTHER = Samples.number();
  private static final Attempt.End END = new Attempt.End("read", 0);

  private Events() {}

  /// Those that may meet the order as it stands, or that may be an order's first.
  ///
  /// @param token names the attempts that would begin
  static List<Event> of(Optional<Order> before, OrderNumber number, Asked asked, String token) {
    var events = new ArrayList<Event>();
    events.add(new Event.Accept(number, asked));
    for (var role : PartOf.Role.values()) {
      events.add(new Event.Accept(number, asked.partOf(new PartOf(BUNDLE.value(), role))));
    }
    events.add(new Event.Forbid(number, asked));
    events.add(new Event.MakeGood(number, asked, OTHER, "ann", "it never came"));
    for (var kind : Terms.Kind.values()) {
      var terms = ModelTerms.of(kind);
      var begin = new Event.Begin(number, asked, token, Event.Holder.UNKNOWN, terms);
      events.add(begin);
      before.map(Order::attempt).ifPresent(attempt -> events.addAll(outcomes(attempt, terms)));
      before.ifPresent(_ -> events.add(new Event.Dispute(begin, "ann", "it never came")));
    }
    before.map(Order::attempt).ifPresent(attempt -> events.addAll(decisions(attempt)));
    return events;
  }

  private static List<Event> outcomes(int attempt, Terms terms) {
    return List.of(
        new Event.Refused(attempt, "not-eligible", Event.Earlier.SETTLED, terms, END),
        new Event.Refused(attempt, "not-eligible", Event.Earlier.OPEN, terms, END),
        new Event.NotDone(attempt, Attempt.Outcome.NOT_SENT, terms, END),
        new Event.Unclear(attempt, terms, END));
  }

  private static List<Event> decisions(int attempt) {
    return List.of(
        new Event.Delivered(attempt, "r-1", END),
        new Event.NeverHeard(attempt, Event.Earlier.SETTLED),
        new Event.Later(Schedule.USUAL.deadMillis()),
        new Event.Resend("ann", "it is back"),
        new Event.MadeGood(OTHER, "ann", "it never came"),
        new Event.Told(0, new Verdict.Delivered("r-1", END)),
        new Event.Told(attempt, new Verdict.Delivered("r-1", END)),
        new Event.GiveUp("ann", "it is gone"),
        new Event.Go(),
        new Event.Undo(BUNDLE),
        new Event.Revoke("ann", "by mistake"),
        new Event.Revoked(),
        new Event.RevokeRefused(Revoking.REFUSED));
  }
}
