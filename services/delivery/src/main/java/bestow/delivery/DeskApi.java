package bestow.delivery;

import bestow.delivery.OrderStore.Letter;
import bestow.delivery.OrderStore.Read;
import bestow.server.Body;
import bestow.server.Guard;
import bestow.server.Query;
import bestow.server.Reply;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.delivery.DeadLettersReply;
import bestow.wire.delivery.DecisionRequest;
import bestow.wire.delivery.OrderExplained;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The doors by which operators look at orders and decide about dead letters. Without an operator's
/// token there are none.
final class DeskApi implements HttpService {

  private static final Codec<DeadLettersReply> PAGES = Json.codec(DeadLettersReply.class);
  private static final Codec<DecisionRequest> DECISIONS = Json.codec(DecisionRequest.class);
  private static final Codec<OrderExplained> ORDERS = Json.codec(OrderExplained.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,15})-([a-z0-9]{32})");

  private final Desk desk;
  private final MakeGoods makeGoods;
  private final Secret token;

  DeskApi(Desk desk, MakeGoods makeGoods, Secret token) {
    this.desk = desk;
    this.makeGoods = makeGoods;
    this.token = token;
  }

  @Override
  public void routing(HttpRules rules) {
    if (!token.reveal().isEmpty()) {
      var guard = new Guard(token);
      rules
          .get("/v1/dead-letters", guard.at(this::page))
          .get("/v1/orders/{order}", guard.at(this::order))
          .post("/v1/dead-letters/{order}/resend", guard.at(decision(desk::resend)))
          .post("/v1/dead-letters/{order}/give-up", guard.at(decision(desk::giveUp)))
          .post("/v1/orders/{order}/resend", guard.at(decision(desk::dispute)))
          .post("/v1/orders/{order}/make-good", guard.at(decision(makeGoods::give)))
          .post("/v1/orders/{order}/revoke", guard.at(decision(desk::revoke)));
    }
  }

  private void page(ServerRequest request, ServerResponse response) {
    var limit = Query.page(request);
    var after = request.query().first("after").orElse("");
    var place = place(after);
    if (limit.isEmpty()) {
      Reply.problem(response, invalid(Query.PAGE_WANTED + "."));
    } else if (!after.isEmpty() && place.isEmpty()) {
      Reply.problem(response, invalid("after is what a page before gave as its next."));
    } else {
      switch (desk.page(place, limit.get())) {
        case Desk.Page.Of(var letters, var last) -> {
          var next = last.map(letter -> letter.since() + "-" + letter.number()).orElse(null);
          Reply.json(response, PAGES.write(new DeadLettersReply(letters, next)));
        }
        case Desk.Page.Unanswered(var why) -> Reply.problem(response, unavailable(why), SOON);
      }
    }
  }

  private static Optional<Letter> place(String text) {
    var matcher = PLACE.matcher(text);
    return matcher.matches()
        ? OrderNumber.of(matcher.group(2))
            .map(number -> new Letter(Long.parseLong(matcher.group(1)), number.value()))
        : Optional.empty();
  }

  private void order(ServerRequest request, ServerResponse response) {
    var number = number(request);
    if (number.isEmpty()) {
      Reply.problem(response, unknown());
      return;
    }
    switch (desk.read(number.get())) {
      case Read.Is(var order) ->
          order.ifPresentOrElse(
              found -> Reply.json(response, ORDERS.write(desk.explain(found))),
              () -> Reply.problem(response, unknown()));
      case Read.Unanswered(var why) -> Reply.problem(response, unavailable(why), SOON);
      case Read.Damaged(var why) ->
          Reply.problem(
              response,
              Problem.of(500, "order-damaged", "Order damaged", "Nothing is done: " + why + "."));
    }
  }

  /// What a person decides.
  private interface Act {
    Decided decide(OrderNumber number, String by, String why);
  }

  private Handler decision(Act act) {
    return Body.json(
        DeliveryApi.JSON_BYTES_MAX,
        (body, request, response) -> decide(act, body, request, response));
  }

  private void decide(Act act, byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = DECISIONS.read(body);
    var number = number(request);
    if (number.isEmpty()) {
      Reply.problem(response, unknown());
      return;
    }
    switch (act.decide(number.get(), asked.by(), asked.why())) {
      case Decided.Is(var order) -> Reply.json(response, ORDERS.write(desk.explain(order)));
      case Decided.Unchanged(var order) ->
          Reply.problem(
              response,
              Problem.of(
                  409,
                  "not-possible",
                  "Not possible",
                  order.isDead()
                      ? "It may have been delivered as often as its provider may be called."
                      : "Not of an order that is " + order.state().word() + "."));
      case Decided.Refused(var what, var reason) -> Reply.problem(response, unable(what, reason));
      case Decided.Unknown() -> Reply.problem(response, unknown());
      case Decided.Unanswered(var why) -> Reply.problem(response, unavailable(why), SOON);
    }
  }

  private static Optional<OrderNumber> number(ServerRequest request) {
    return OrderNumber.of(request.path().pathParameters().get("order"));
  }

  private static Problem unable(Decided.Unable what, String reason) {
    var title =
        switch (what) {
          case REVOKE -> "Cannot be taken back";
          case RESEND -> "Cannot be sent again";
          case MAKE_GOOD -> "Cannot be made good";
          case SOLD_OUT -> "Sold out";
          case ORDER_OPEN -> "Another order is under way";
          case LIMIT -> "Operator's limit reached";
        };
    return Problem.of(409, what.word(), title, reason);
  }

  private static Problem unknown() {
    return Problem.of(404, "unknown-order", "Unknown order", "Delivery has no such order.");
  }

  private static Problem invalid(String detail) {
    return Problem.of(422, "invalid", "Invalid", detail);
  }

  private static Problem unavailable(String why) {
    return Problem.of(503, "unavailable", "Unavailable", "No answer: " + why + ".");
  }
}
