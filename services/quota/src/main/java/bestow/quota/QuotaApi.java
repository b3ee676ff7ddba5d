package bestow.quota;

import bestow.mesh.CallContext;
import bestow.server.Body;
import bestow.server.Reply;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.quota.HeldReply;
import bestow.wire.quota.HeldRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.OrdersReply;
import bestow.wire.quota.OrdersRequest;
import bestow.wire.quota.OutlookReply;
import bestow.wire.quota.OutlookRequest;
import bestow.wire.quota.PromiseReply;
import bestow.wire.quota.PromiseRequest;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest;
import bestow.wire.quota.StockReply;
import bestow.wire.quota.StockRequest;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Quota's doors, for the other services and for operators.
final class QuotaApi implements HttpService {
  private static final Logger LOG = Logger.getLogger(QuotaApi.class.getName());

  private static final Codec<HoldRequest> HOLD = Json.codec(HoldRequest.class);
  private static final Codec<HoldReply> HELD = Json.codec(HoldReply.class);
  private static final Codec<OutlookRequest> LOOK = Json.codec(OutlookRequest.class);
  private static final Codec<OutlookReply> OUTLOOK = Json.codec(OutlookReply.class);
  private static final Codec<SettleRequest> SETTLE = Json.codec(SettleRequest.class);
  private static final Codec<SettleReply> SETTLED = Json.codec(SettleReply.class);
  private static final Codec<PromiseRequest> PROMISE = Json.codec(PromiseRequest.class);
  private static final Codec<PromiseReply> PROMISED = Json.codec(PromiseReply.class);
  private static final Codec<HeldRequest> ONE = Json.codec(HeldRequest.class);
  private static final Codec<HeldReply> FOUND = Json.codec(HeldReply.class);
  private static final Codec<OrdersRequest> WHOSE = Json.codec(OrdersRequest.class);
  private static final Codec<OrdersReply> ORDERS = Json.codec(OrdersReply.class);
  private static final Codec<StockRequest> WHICH = Json.codec(StockRequest.class);
  private static final Codec<StockReply> STOCK = Json.codec(StockReply.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Problem UNAVAILABLE =
      Problem.of(503, "unavailable", "Unavailable", "Nothing was begun; try again.");
  private static final Problem IN_DOUBT =
      Problem.of(
          503, "unavailable", "Unavailable", "It is not known whether it was done; try again.");
  private static final Problem INTERNAL =
      Problem.of(500, "internal", "Internal error", "The service failed; its log says why.");

  private final Quota quota;
  private final Outlooks outlooks;
  private final Books books;
  private final List<HttpService> operators;

  /// @param operators the doors that are theirs
  QuotaApi(Quota quota, Outlooks outlooks, Books books, List<HttpService> operators) {
    this.quota = quota;
    this.outlooks = outlooks;
    this.books = books;
    this.operators = operators;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/hold", door(HOLD, HELD, this::hold))
        .post("/v1/outlook", door(LOOK, OUTLOOK, this::outlook))
        .post("/v1/settle", door(SETTLE, SETTLED, this::settle))
        .post("/v1/promise", door(PROMISE, PROMISED, this::promise))
        .post("/v1/held", door(ONE, FOUND, this::order))
        .post("/v1/orders", door(WHOSE, ORDERS, this::orders))
        .post("/v1/stock", door(WHICH, STOCK, this::stock));
    operators.forEach(doors -> doors.routing(rules));
  }

  private Supplier<Told<HoldReply>> hold(HoldRequest request) {
    var claim = Claim.of(request);
    var span = Span.fromContext(CallContext.current().trace());
    if (span.isRecording()) {
      span.setAttribute(QuotaMetrics.CAMPAIGN, claim.gift().campaign());
      span.setAttribute(QuotaMetrics.GIFT, claim.gift().gift());
    }
    return () -> quota.hold(claim);
  }

  private Supplier<Told<OutlookReply>> outlook(OutlookRequest request) {
    var claims = request.claims().stream().map(Claim::of).toList();
    return () -> outlooks.of(claims);
  }

  private Supplier<Told<SettleReply>> settle(SettleRequest request) {
    var settlements =
        request.orders().stream()
            .map(order -> new Quota.Settlement(new OrderNumber(order.order()), order.end()))
            .toList();
    return () -> quota.settle(settlements);
  }

  private Supplier<Told<PromiseReply>> promise(PromiseRequest request) {
    var order = new OrderNumber(request.order());
    return () -> quota.promise(order, request.promisedBy());
  }

  private Supplier<Told<HeldReply>> order(HeldRequest request) {
    var order = new OrderNumber(request.order());
    return () -> books.order(order);
  }

  private Supplier<Told<OrdersReply>> orders(OrdersRequest request) {
    var user = new UserId(request.user());
    var gifts =
        request.gifts().stream()
            .map(each -> spread(request.campaign(), each.gift(), each.buckets()))
            .toList();
    return () -> books.orders(user, gifts);
  }

  private Supplier<Told<StockReply>> stock(StockRequest request) {
    var spread = spread(request.campaign(), request.gift(), request.buckets());
    return () -> books.stock(spread);
  }

  private static Books.Spread spread(String campaign, String gift, int buckets) {
    return new Books.Spread(new GiftId(campaign, gift), buckets);
  }

  /// What is done with one door's requests.
  private interface Work<A, B> {
    /// Reads the request and gives what is to be done.
    ///
    /// @throws IllegalArgumentException with a sentence, where the request is not fit
    Supplier<Told<B>> of(A request);
  }

  private static <A, B> Handler door(Codec<A> requests, Codec<B> replies, Work<A, B> work) {
    return Body.json(
        (body, _, response) -> answer(response, replies, read(requests, body, work).get()));
  }

  private static <A, B> Supplier<Told<B>> read(Codec<A> requests, byte[] body, Work<A, B> work)
      throws MalformedJsonException {
    var request = requests.read(body);
    try {
      return work.of(request);
    } catch (IllegalArgumentException e) {
      var why = String.valueOf(e.getMessage());
      return () -> new Told.Invalid<>(why);
    }
  }

  private static <B> void answer(ServerResponse response, Codec<B> replies, Told<B> told) {
    switch (told) {
      case Told.Answer<B>(B reply) -> Reply.json(response, replies.write(reply));
      case Told.Invalid<B>(String why) ->
          Reply.problem(response, Problem.of(422, "invalid", "Invalid", why));
      case Told.Absent<B>(String why) ->
          Reply.problem(response, Problem.of(404, "unknown-gift", "Unknown gift", why));
      case Told.Refused<B>(String why) -> {
        LOG.log(Level.FINE, "Refused: {0}", why);
        Reply.refused(response, UNAVAILABLE, SOON);
      }
      case Told.InDoubt<B>(String why) -> {
        LOG.log(Level.FINE, "In doubt: {0}", why);
        Reply.problem(response, IN_DOUBT, SOON);
      }
      case Told.Broken<B>(String why) -> {
        LOG.log(Level.SEVERE, "The store holds something that cannot be: {0}", why);
        Reply.problem(response, INTERNAL);
      }
    }
  }
}
