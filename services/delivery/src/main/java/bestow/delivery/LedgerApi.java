package bestow.delivery;

import bestow.delivery.RedisLedger.Ended;
import bestow.delivery.RedisLedger.Entry;
import bestow.delivery.RedisLedger.Look;
import bestow.delivery.RedisLedger.Seen;
import bestow.server.Body;
import bestow.server.Reply;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.delivery.LedgerReply;
import bestow.wire.delivery.LedgerRequest;
import bestow.wire.delivery.QuestionsReply.Stock;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The door by which quota compares its ledger with delivery's.
final class LedgerApi implements HttpService {

  private static final Codec<LedgerRequest> LOOKS = Json.codec(LedgerRequest.class);
  private static final Codec<LedgerReply> SEEN = Json.codec(LedgerReply.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final RedisLedger ledger;
  private final BundleBook bundles;
  private final InstantSource clock;

  LedgerApi(RedisLedger ledger, BundleBook bundles, InstantSource clock) {
    this.ledger = ledger;
    this.bundles = bundles;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/v1/ledger", Body.json(DeliveryApi.JSON_BYTES_MAX, this::look));
  }

  private void look(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var look = look(LOOKS.read(body));
    if (look.isEmpty()) {
      Reply.problem(
          response,
          Problem.of(422, "invalid", "Invalid", "Orders have numbers, all of the same shard."));
      return;
    }
    switch (ledger.look(look.get(), clock.millis())) {
      case Seen.Are(var asked, var ended) ->
          reply(asked, ended)
              .ifPresentOrElse(
                  reply -> Reply.json(response, SEEN.write(reply)),
                  () -> unavailable(response, "a bundle can't be read"));
      case Seen.Unanswered(var why) -> unavailable(response, why);
    }
  }

  private static void unavailable(ServerResponse response, String why) {
    var detail = "No answer: " + why + ".";
    Reply.problem(response, Problem.of(503, "unavailable", "Unavailable", detail), SOON);
  }

  /// Nothing where an order is none of the shard.
  private static Optional<Look> look(LedgerRequest asked) {
    var orders = new ArrayList<OrderNumber>();
    for (var order : asked.orders()) {
      OrderNumber.of(order).filter(one -> of(one, asked)).ifPresent(orders::add);
    }
    var compared = new ArrayList<Ended>();
    for (var one : asked.compared()) {
      OrderNumber.of(one.order())
          .filter(number -> of(number, asked))
          .ifPresent(number -> compared.add(new Ended(number, one.endedAt())));
    }
    boolean fit =
        orders.size() == asked.orders().size() && compared.size() == asked.compared().size();
    return fit
        ? Optional.of(new Look(asked.shard(), asked.endedBefore(), orders, compared))
        : Optional.empty();
  }

  private static boolean of(OrderNumber number, LedgerRequest asked) {
    return number.shardIndex() == asked.shard();
  }

  /// Nothing where it is not known what becomes of all of them.
  private Optional<LedgerReply> reply(List<Entry> asked, List<Entry> ended) {
    var theirs = entries(asked);
    var others = entries(ended);
    return theirs.size() == asked.size() && others.size() == ended.size()
        ? Optional.of(new LedgerReply(theirs, others))
        : Optional.empty();
  }

  private List<LedgerReply.Entry> entries(List<Entry> entries) {
    return entries.stream().flatMap(entry -> told(entry).stream()).toList();
  }

  private Optional<LedgerReply.Entry> told(Entry entry) {
    var order = entry.number().value();
    return entry
        .order()
        .map(
            found ->
                bundles
                    .stock(found)
                    .map(
                        stock ->
                            new LedgerReply.Entry(order, found.state(), stock, entry.endedAt())))
        .orElseGet(
            () -> Optional.of(new LedgerReply.Entry(order, null, Stock.LATER, entry.endedAt())));
  }
}
