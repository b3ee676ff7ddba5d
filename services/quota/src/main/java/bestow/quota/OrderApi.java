package bestow.quota;

import bestow.server.Guard;
import bestow.server.Reply;
import bestow.server.Secret;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.Problem;
import bestow.wire.quota.OrderAccount;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;

/// The door by which operators look up an order with all that the platform knows of it. Without an
/// operator's token there is none.
final class OrderApi implements HttpService {
  private static final Codec<OrderAccount> ACCOUNTS = Json.codec(OrderAccount.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final RedisLedger ledger;
  private final DeliveryDesk desk;
  private final Secret token;

  OrderApi(RedisLedger ledger, DeliveryDesk desk, Secret token) {
    this.ledger = ledger;
    this.desk = desk;
    this.token = token;
  }

  @Override
  public void routing(HttpRules rules) {
    if (!token.reveal().isEmpty()) {
      rules.get("/v1/orders/{order}", new Guard(token).at(this::order));
    }
  }

  private void order(ServerRequest request, ServerResponse response) {
    number(request)
        .ifPresentOrElse(
            number -> account(number, response), () -> Reply.problem(response, unknown()));
  }

  private static Optional<OrderNumber> number(ServerRequest request) {
    try {
      return Optional.of(new OrderNumber(request.path().pathParameters().get("order")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void account(OrderNumber number, ServerResponse response) {
    try {
      Account.of(number, ledger.account(number), desk.look(number))
          .ifPresentOrElse(
              account -> Reply.json(response, ACCOUNTS.write(account)),
              () -> Reply.problem(response, unknown()));
    } catch (StoreFailure e) {
      var detail = "No answer: " + e.why() + ".";
      Reply.problem(response, Problem.of(503, "unavailable", "Unavailable", detail), SOON);
    }
  }

  private static Problem unknown() {
    return Problem.of(404, "unknown-order", "Unknown order", "Nobody knows such an order.");
  }
}
