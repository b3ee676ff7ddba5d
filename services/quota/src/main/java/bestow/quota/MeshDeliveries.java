package bestow.quota;

import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Outcome;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.delivery.QuestionsRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Delivery's door for questions. A question that got no answer may have made its order void all
/// the same, and is asked again. Safe for use by many threads.
final class MeshDeliveries implements Deliveries {
  private static final Logger LOG = Logger.getLogger(MeshDeliveries.class.getName());

  private static final Codec<QuestionsRequest> QUESTIONS = Json.codec(QuestionsRequest.class);
  private static final Codec<QuestionsReply> ANSWERS = Json.codec(QuestionsReply.class);
  private static final String PATH = "/v1/questions";
  private static final int OK = 200;

  private final Callee delivery;

  MeshDeliveries(Callee delivery) {
    this.delivery = delivery;
  }

  @Override
  public Map<OrderNumber, Stock> ask(List<OrderRecord> orders) {
    var request = new QuestionsRequest(orders.stream().map(MeshDeliveries::question).toList());
    return switch (delivery.call(Call.post(PATH, QUESTIONS.write(request)))) {
      case Outcome.Answered(int status, _, byte[] body, _) ->
          status == OK ? read(orders, body) : silent("answered " + status);
      case Outcome.Refused _ -> silent("refused");
      case Outcome.NotSent(String why, _) -> silent(why);
      case Outcome.MaybeApplied(String why, _) -> silent(why);
      case Outcome.Unreadable(_, String why, _) -> silent(why);
    };
  }

  private static QuestionsRequest.Question question(OrderRecord order) {
    return new QuestionsRequest.Question(
        order.number().value(),
        order.user().value(),
        order.gift().campaign(),
        order.gift().gift(),
        order.promisedBy() == 0 ? null : order.promisedBy());
  }

  private static Map<OrderNumber, Stock> read(List<OrderRecord> orders, byte[] body) {
    Map<String, Stock> said = new HashMap<>();
    try {
      for (var answer : ANSWERS.read(body).orders()) {
        said.put(answer.order(), answer.stock());
      }
    } catch (MalformedJsonException e) {
      return silent("answered what is no reply: " + e.getMessage());
    }
    Map<OrderNumber, Stock> known = new HashMap<>();
    for (var order : orders) {
      var stock = said.get(order.number().value());
      if (stock != null) {
        known.put(order.number(), stock);
      }
    }
    return known;
  }

  private static Map<OrderNumber, Stock> silent(String why) {
    LOG.log(Level.FINE, "Delivery was asked about orders and {0}", why);
    return Map.of();
  }
}
