package bestow.gateway;

import bestow.server.Body;
import bestow.server.Reply;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.gateway.ClaimAnswer;
import bestow.wire.gateway.PaidOrderAnswer;
import bestow.wire.gateway.PaidOrderRequest;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The partners' door. Decides nothing.
final class PaidOrdersApi implements HttpService {
  private static final Codec<PaidOrderRequest> ORDERS = Json.codec(PaidOrderRequest.class);
  private static final Codec<PaidOrderAnswer> ANSWERS = Json.codec(PaidOrderAnswer.class);

  private final PaidOrders orders;

  PaidOrdersApi(PaidOrders orders) {
    this.orders = orders;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/v1/paid-orders", Body.json(this::order));
  }

  private void order(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    switch (PaidForm.read(ORDERS.read(body), body, request)) {
      case PaidForm.Read.Wrong(Refusal refusal, String detail) ->
          GatewayApi.no(response, new Answer.No(refusal, detail));
      case PaidForm.Read.Signed signed -> {
        switch (orders.take(signed)) {
          case Answer.Delivered(ClaimAnswer answer) -> accepted(response, signed.order(), answer);
          case Answer.Processing(ClaimAnswer answer) -> accepted(response, signed.order(), answer);
          case Answer.No no -> GatewayApi.no(response, no);
        }
      }
    }
  }

  private static void accepted(ServerResponse response, PaidOrder order, ClaimAnswer answer) {
    var told =
        new PaidOrderAnswer(
            order.id(), answer.order(), answer.status(), answer.promisedBy(), answer.repeated());
    Reply.json(response, Status.ACCEPTED_202, ANSWERS.write(told));
  }
}
