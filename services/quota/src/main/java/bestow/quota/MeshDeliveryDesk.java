package bestow.quota;

import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Outcome;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.delivery.OrderExplained;

/// Delivery's door for operators. Safe for use by many threads.
final class MeshDeliveryDesk implements DeliveryDesk {
  private static final Codec<OrderExplained> ORDERS = Json.codec(OrderExplained.class);
  private static final Codec<Problem> PROBLEMS = Json.codec(Problem.class);
  private static final int OK = 200;

  private final Callee delivery;
  private final Secret token;

  /// @param token of the platform's operators, delivery's as well
  MeshDeliveryDesk(Callee delivery, Secret token) {
    this.delivery = delivery;
    this.token = token;
  }

  @Override
  public Said look(OrderNumber number) {
    var call =
        Call.get("/v1/orders/" + number.value(), "/v1/orders/{order}")
            .with("Authorization", "Bearer " + token.reveal());
    return switch (delivery.call(call)) {
      case Outcome.Answered(int status, _, byte[] body, _) -> told(status, body);
      case Outcome.Refused _ -> new Said.Silent("it refused");
      case Outcome.NotSent(String why, _) -> new Said.Silent(why);
      case Outcome.MaybeApplied(String why, _) -> new Said.Silent(why);
      case Outcome.Unreadable(_, String why, _) -> new Said.Silent(why);
    };
  }

  private static Said told(int status, byte[] body) {
    try {
      if (status == OK) {
        return new Said.Explained(ORDERS.read(body));
      }
      var problem = PROBLEMS.read(body);
      return problem.code().equals("unknown-order")
          ? new Said.Unknown()
          : new Said.Silent("it answered %d %s".formatted(status, problem.code()));
    } catch (MalformedJsonException e) {
      return new Said.Silent("it answered what is no reply: " + e.getMessage());
    }
  }
}
