package bestow.delivery;

import bestow.delivery.BundleBook.Seen;
import bestow.delivery.BundleBook.Told;
import bestow.mesh.CallContext;
import bestow.mesh.Ticker;
import bestow.server.Body;
import bestow.server.Reply;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleRequest;
import bestow.wire.delivery.OrderRequest;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;

/// The doors of bundles, for the other services.
final class BundleApi implements HttpService {

  private static final Codec<BundleRequest> BUNDLES = Json.codec(BundleRequest.class);
  private static final Codec<OrderRequest> LOOKS = Json.codec(OrderRequest.class);
  private static final Codec<BundleReply> REPLIES = Json.codec(BundleReply.class);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  // 20 ms: what is left of the caller's time for the way back.
  private static final Duration MARGIN = Duration.ofMillis(20);

  private final Bundles bundles;
  private final OrderLook look;
  private final Ticker ticker;

  BundleApi(Bundles bundles, OrderLook look, Ticker ticker) {
    this.bundles = bundles;
    this.look = look;
    this.ticker = ticker;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/bundle", Body.json(DeliveryApi.JSON_BYTES_MAX, this::deliver))
        .post("/v1/bundle/look", Body.json(DeliveryApi.JSON_BYTES_MAX, this::look));
  }

  private void deliver(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = BUNDLES.read(body);
    var names =
        Stream.concat(
            Stream.of(asked.user(), asked.campaign(), asked.bundle()),
            asked.parts().stream().map(BundleRequest.Part::gift));
    var numbers =
        Stream.concat(
            Stream.of(asked.order()), asked.parts().stream().map(BundleRequest.Part::order));
    if (!names.allMatch(DeliveryApi::isName) || asked.version() < 0) {
      Reply.problem(
          response,
          invalid("names have at most 200 characters and no control character; version >= 0"));
    } else if (!numbers.map(OrderNumber::of).allMatch(Optional::isPresent)) {
      Reply.problem(
          response, invalid("order has 32 characters of [a-z0-9], the 25th and 26th hexadecimal"));
    } else {
      answer(bundles.deliver(new OrderNumber(asked.order()), asked), response);
    }
  }

  private void look(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = LOOKS.read(body);
    var number = OrderNumber.of(asked.order());
    if (number.isEmpty()) {
      Reply.json(response, REPLIES.write(new BundleReply.Unknown()));
      return;
    }
    var left = CallContext.current().deadline().remaining(ticker).minus(MARGIN);
    var wait = Duration.ofMillis(asked.waitMillis());
    var limit = wait.compareTo(left) < 0 ? wait : left;
    var told = look.look(number.get(), limit, () -> bundles.look(number.get()), Bundles::goesOn);
    answer(told, response);
  }

  private static void answer(Told told, ServerResponse response) {
    switch (told) {
      case Told.Stands(var seen) -> Reply.json(response, REPLIES.write(found(seen)));
      case Told.Unknown() -> Reply.json(response, REPLIES.write(new BundleReply.Unknown()));
      case Told.Mismatch() ->
          Reply.problem(
              response,
              Problem.of(409, "order-mismatch", "Another bundle", "The number is another's."));
      case Told.NotBegun(var why) ->
          Reply.refused(response, unavailable("Nothing was begun: " + why + "."), RETRY_AFTER);
      // Without the mark of a refusal, nobody may take it for one.
      case Told.Unanswered(var why) ->
          Reply.problem(
              response, unavailable("It is not known how it stands: " + why + "."), RETRY_AFTER);
      case Told.Damaged(var why) ->
          Reply.problem(
              response,
              Problem.of(500, "order-damaged", "Order damaged", "Nothing is done: " + why + "."));
    }
  }

  private static BundleReply found(Seen seen) {
    var bundle = seen.bundle();
    var wanted = bundle.wanted();
    var parts = new ArrayList<BundleReply.Part>();
    for (int i = 0; i < wanted.parts().size(); i++) {
      var part = wanted.parts().get(i);
      parts.add(
          seen.orders().get(i).map(order -> part(bundle, part, order)).orElseGet(() -> none(part)));
    }
    return new BundleReply.Found(
        wanted.user(),
        wanted.campaign(),
        wanted.bundle(),
        bundle.state(),
        bundle.reason(),
        bundle.changedAt(),
        wanted.promisedBy(),
        parts);
  }

  private static BundleReply.Part part(Bundle bundle, Bundle.Part part, Order order) {
    boolean own =
        order.state() == OrderState.VOID
            || order.asked().part().bundle().equals(bundle.number().value());
    return new BundleReply.Part(
        part.order().value(),
        part.asked().gift(),
        order.state(),
        order.answer().receipt(),
        own ? Stocks.of(order, bundle) : Stock.LATER);
  }

  private static BundleReply.Part none(Bundle.Part part) {
    return new BundleReply.Part(
        part.order().value(), part.asked().gift(), OrderState.ACCEPTED, "", Stock.LATER);
  }

  private static Problem invalid(String detail) {
    return Problem.of(422, "invalid", "Invalid", detail + ".");
  }

  private static Problem unavailable(String detail) {
    return Problem.of(503, "unavailable", "Unavailable", detail);
  }
}
