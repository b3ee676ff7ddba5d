package bestow.quota;

import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Outcome;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.delivery.LedgerReply;
import bestow.wire.delivery.LedgerRequest;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Delivery's door to its ledger. Safe for use by many threads.
final class MeshDeliveryLedger implements DeliveryLedger {
  private static final Logger LOG = Logger.getLogger(MeshDeliveryLedger.class.getName());

  private static final Codec<LedgerRequest> LOOKS = Json.codec(LedgerRequest.class);
  private static final Codec<LedgerReply> SEEN = Json.codec(LedgerReply.class);
  private static final String PATH = "/v1/ledger";
  private static final int OK = 200;

  private final Callee delivery;

  MeshDeliveryLedger(Callee delivery) {
    this.delivery = delivery;
  }

  @Override
  public Optional<Seen> look(Look look) {
    var request =
        new LedgerRequest(
            look.shard(),
            look.endedBefore(),
            look.orders().stream().map(OrderNumber::value).toList(),
            look.compared().stream()
                .map(one -> new LedgerRequest.Compared(one.number().value(), one.endedAt()))
                .toList());
    return switch (delivery.call(Call.post(PATH, LOOKS.write(request)))) {
      case Outcome.Answered(int status, _, byte[] body, _) ->
          status == OK ? read(body) : silent("answered " + status);
      case Outcome.Refused _ -> silent("refused");
      case Outcome.NotSent(String why, _) -> silent(why);
      case Outcome.MaybeApplied(String why, _) -> silent(why);
      case Outcome.Unreadable(_, String why, _) -> silent(why);
    };
  }

  private static Optional<Seen> read(byte[] body) {
    try {
      var reply = SEEN.read(body);
      return Optional.of(new Seen(entries(reply.asked()), entries(reply.ended())));
    } catch (MalformedJsonException e) {
      return silent("answered what is no reply: " + e.getMessage());
    }
  }

  private static List<Entry> entries(List<LedgerReply.Entry> entries) {
    return entries.stream().flatMap(one -> entry(one).stream()).toList();
  }

  private static Optional<Entry> entry(LedgerReply.Entry one) {
    try {
      var number = new OrderNumber(one.order());
      return Optional.of(
          new Entry(number, Optional.ofNullable(one.state()), one.stock(), one.endedAt()));
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.SEVERE, "Delivery has an order that quota cannot have made: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Seen> silent(String why) {
    LOG.log(Level.FINE, "Delivery was asked for its ledger and {0}", why);
    return Optional.empty();
  }
}
