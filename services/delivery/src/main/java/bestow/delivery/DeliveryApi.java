package bestow.delivery;

import bestow.mesh.CallContext;
import bestow.mesh.Ticker;
import bestow.server.Body;
import bestow.server.Reply;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderRequest;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsRequest;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Delivery's doors, for the other services.
final class DeliveryApi implements HttpService {

  private static final Codec<DeliverRequest> DELIVERS = Json.codec(DeliverRequest.class);
  private static final Codec<DeliverReply> DELIVERED = Json.codec(DeliverReply.class);
  private static final Codec<OrderRequest> LOOKS = Json.codec(OrderRequest.class);
  private static final Codec<OrderReply> SEEN = Json.codec(OrderReply.class);
  private static final Codec<QuestionsRequest> ASKED = Json.codec(QuestionsRequest.class);
  private static final Codec<QuestionsReply> ANSWERED = Json.codec(QuestionsReply.class);

  /// Enough for any list: only statements are longer, and those are read as they arrive.
  static final int JSON_BYTES_MAX = 64 << 10;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  // 20 ms: what is left of the caller's time for the way back.
  private static final Duration MARGIN = Duration.ofMillis(20);
  private static final int NAME_CHARS_MAX = 200;

  private final Delivery delivery;
  private final OrderLook orders;
  private final Questions questions;
  private final List<HttpService> others;
  private final Ticker ticker;

  /// @param others the doors of bundles, those of operators, and of whoever compares ledgers
  DeliveryApi(
      Delivery delivery,
      OrderLook orders,
      Questions questions,
      List<HttpService> others,
      Ticker ticker) {
    this.delivery = delivery;
    this.orders = orders;
    this.questions = questions;
    this.others = List.copyOf(others);
    this.ticker = ticker;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/deliver", Body.json(JSON_BYTES_MAX, this::deliver))
        .post("/v1/order", Body.json(JSON_BYTES_MAX, this::order))
        .post("/v1/questions", Body.json(JSON_BYTES_MAX, this::questions));
    others.forEach(doors -> doors.routing(rules));
  }

  private void deliver(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = DELIVERS.read(body);
    var number = OrderNumber.of(asked.order());
    var wrong = wrong(asked).or(() -> number.isEmpty() ? wrongNumber() : Optional.empty());
    if (wrong.isPresent()) {
      Reply.problem(response, wrong.get());
      return;
    }
    switch (delivery.deliver(number.orElseThrow(), asked)) {
      case Delivered.Stands(var order) -> Reply.json(response, DELIVERED.write(reply(order)));
      case Delivered.Processing(long promisedBy) ->
          Reply.json(response, DELIVERED.write(new DeliverReply.Processing(promisedBy)));
      case Delivered.InDoubt(var why) -> inDoubt(response, why);
      case Delivered.NotBegun(var why) -> unavailable(response, why);
      case Delivered.UnknownGift() ->
          Reply.problem(
              response,
              Problem.of(
                  404,
                  "unknown-gift",
                  "Unknown gift",
                  "No gift %s of a campaign %s is published."
                      .formatted(asked.gift(), asked.campaign())));
      case Delivered.OfBundle() ->
          Reply.json(response, DELIVERED.write(new DeliverReply.OfBundle()));
      case Delivered.Mismatch() ->
          Reply.problem(
              response,
              Problem.of(
                  409,
                  "order-mismatch",
                  "Another order",
                  "The order %s is for another user or gift.".formatted(asked.order())));
      case Delivered.Damaged(var why) -> damaged(response, why);
    }
  }

  private void order(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = LOOKS.read(body);
    var number = OrderNumber.of(asked.order());
    if (number.isEmpty()) {
      Reply.problem(response, wrongNumber().orElseThrow());
      return;
    }
    var left = CallContext.current().deadline().remaining(ticker).minus(MARGIN);
    var wait = Duration.ofMillis(asked.waitMillis());
    switch (orders.look(number.get(), wait.compareTo(left) < 0 ? wait : left)) {
      case OrderStore.Read.Is(var order) ->
          Reply.json(
              response,
              SEEN.write(order.map(DeliveryApi::seen).orElseGet(OrderReply.Unknown::new)));
      case OrderStore.Read.Unanswered(var why) -> unavailable(response, why);
      case OrderStore.Read.Damaged(var why) -> damaged(response, why);
    }
  }

  private void questions(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = ASKED.read(body).orders();
    var wrong = asked.stream().flatMap(question -> wrong(question).stream()).findFirst();
    if (wrong.isPresent()) {
      Reply.problem(response, wrong.get());
      return;
    }
    var stocks = questions.answer(asked.stream().map(DeliveryApi::question).toList());
    var answers = new ArrayList<QuestionsReply.Answer>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      answers.add(new QuestionsReply.Answer(asked.get(i).order(), stocks.get(i)));
    }
    Reply.json(response, ANSWERED.write(new QuestionsReply(answers)));
  }

  private static Questions.Question question(QuestionsRequest.Question asked) {
    var promisedBy = asked.promisedBy();
    return new Questions.Question(
        new OrderNumber(asked.order()),
        asked.user(),
        asked.campaign(),
        asked.gift(),
        promisedBy == null ? 0 : promisedBy);
  }

  private static Optional<Problem> wrong(QuestionsRequest.Question asked) {
    return OrderNumber.of(asked.order())
        .map(_ -> Optional.<Problem>empty())
        .orElseGet(DeliveryApi::wrongNumber)
        .or(() -> wrong(asked.user(), asked.campaign(), asked.gift()));
  }

  private static DeliverReply reply(Order order) {
    return switch (order.state()) {
      case DELIVERED -> new DeliverReply.Delivered(order.answer().receipt(), order.changedAt());
      case REFUSED -> new DeliverReply.Refused(order.answer().reason());
      case VOID -> new DeliverReply.Refused("void");
      case REVOKING, REVOKED -> new DeliverReply.Revoked();
      // One that its provider did not take back is as delivered as before.
      case PRESUMED ->
          order.answer().receipt().isEmpty()
              ? new DeliverReply.Processing(order.asked().promisedBy())
              : new DeliverReply.Delivered(order.answer().receipt(), order.changedAt());
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN ->
          new DeliverReply.Processing(order.asked().promisedBy());
    };
  }

  private static OrderReply seen(Order order) {
    var asked = order.asked();
    return new OrderReply.Found(
        asked.user(),
        asked.campaign(),
        asked.gift(),
        order.state(),
        order.answer().receipt(),
        order.answer().reason(),
        order.attempt(),
        order.changedAt(),
        asked.promisedBy());
  }

  private static Optional<Problem> wrong(DeliverRequest asked) {
    return wrong(asked.user(), asked.campaign(), asked.gift())
        .or(
            () ->
                asked.version() < 0
                    ? Optional.of(invalid("version >= 0, was " + asked.version()))
                    : Optional.empty());
  }

  private static Optional<Problem> wrong(String user, String campaign, String gift) {
    return name("user", user).or(() -> name("campaign", campaign)).or(() -> name("gift", gift));
  }

  private static Optional<Problem> name(String member, String value) {
    return isName(value)
        ? Optional.empty()
        : Optional.of(
            invalid(
                member
                    + " has at most "
                    + NAME_CHARS_MAX
                    + " characters and no control character"));
  }

  /// Whether a user, a campaign or a gift may be called so.
  static boolean isName(String value) {
    return value.length() <= NAME_CHARS_MAX && value.chars().noneMatch(c -> c < ' ' || c == 127);
  }

  private static Optional<Problem> wrongNumber() {
    return Optional.of(
        invalid("order has 32 characters of [a-z0-9], the 25th and 26th hexadecimal"));
  }

  private static Problem invalid(String detail) {
    return Problem.of(422, "invalid", "Invalid", detail + ".");
  }

  private static void unavailable(ServerResponse response, String why) {
    Reply.refused(
        response,
        Problem.of(503, "unavailable", "Unavailable", "Nothing was begun: " + why + "."),
        RETRY_AFTER);
  }

  /// Without the mark of a refusal, nobody may take it for one.
  private static void inDoubt(ServerResponse response, String why) {
    Reply.problem(
        response,
        Problem.of(
            503,
            "unavailable",
            "Unavailable",
            "It is not known whether it was begun: " + why + "."),
        RETRY_AFTER);
  }

  private static void damaged(ServerResponse response, String why) {
    Reply.problem(
        response,
        Problem.of(500, "order-damaged", "Order damaged", "Nothing is done: " + why + "."));
  }
}
