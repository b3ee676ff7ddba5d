package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.delivery.DeadLettersReply;
import bestow.wire.delivery.OrderExplained;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators see and decide, over a real Redis and real HTTP.
final class DeskTest {

  private static final String TOKEN = "an-operators-token";
  private static final Map<String, String> OPERATOR = Map.of("Authorization", "Bearer " + TOKEN);
  private static final String DECISION = "{\"by\":\"ann\",\"why\":\"it is back\"}";

  private RedisFixture redis;
  private FakePeer peer;
  private DeliveryFixture delivery;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws StartException {
    redis = RedisFixture.start();
    peer = FakePeer.start(ProviderAnswers.DELIVERED);
    delivery =
        DeliveryFixture.start(
            redis,
            folder,
            DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER),
            Map.of("operator.token", TOKEN, "sweep.every", "50ms"));
    delivery.awaitPublished(1);
  }

  @AfterEach
  void stop() {
    delivery.close();
    peer.close();
    redis.close();
  }

  @Test
  void deadLettersAreListedByPages() throws MalformedJsonException {
    var dead = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      dead.add(dead(Samples.number(40 * (i / 2)), 1_000 + i).number().value());
    }

    var seen = new ArrayList<String>();
    var after = "";
    do {
      var page = page(get("/v1/dead-letters?limit=3" + after).is(200));
      assertTrue(page.letters().size() <= 3);
      page.letters().forEach(letter -> seen.add(letter.order()));
      var next = page.next();
      after = next == null ? "" : "&after=" + next;
    } while (!after.isEmpty());

    assertEquals(dead, seen);
    var first = page(get("/v1/dead-letters").is(200)).letters().getFirst();
    assertEquals("not-reached", first.reason());
    assertEquals(1_000, first.since());
    assertEquals("alice", first.user());
    assertEquals(1, first.attempts());
  }

  @Test
  void aDeadLetterStaysSoUntilItIsResentAndIsThenDelivered() throws MalformedJsonException {
    var number = dead(Samples.number(), 1_000).number();
    assertTrue(delivery.deliver(number).is(200).body().startsWith("{\"reply\":\"processing\""));
    assertEquals(List.of(), peer.requests());

    var resent = explained(decide(number, "resend").is(200));

    assertEquals("", resent.dead());
    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> delivery.order(number, 0).body().contains("\"state\":\"delivered\""),
        "it is delivered");
    assertEquals(1, peer.requests().size());
    assertEquals(0, page(get("/v1/dead-letters").is(200)).letters().size());
    decide(number, "resend").isProblem(409, "not-possible");
    decide(number, "give-up").isProblem(409, "not-possible");
  }

  @Test
  void aLetterThatIsGivenUpIsRefusedAndItsStockGoesBack() throws MalformedJsonException {
    var number = dead(Samples.number(), 1_000).number();
    assertTrue(delivery.question(number).body().contains("later"));

    var given = explained(decide(number, "give-up").is(200));

    assertEquals("given-up", given.reason());
    assertTrue(delivery.question(number).body().contains("release"));
    assertEquals(
        "{\"reply\":\"refused\",\"reason\":\"given-up\"}", delivery.deliver(number).is(200).body());
    assertEquals(List.of(), peer.requests());
  }

  @Test
  void anOrderIsExplainedStepByStep() throws MalformedJsonException {
    var number = dead(Samples.number(), 1_000).number();
    decide(number, "resend").is(200);
    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> delivery.order(number, 0).body().contains("\"state\":\"delivered\""),
        "it is delivered");

    var order = explained(get("/v1/orders/" + number).is(200));

    assertEquals(
        List.of("accepted", "attempt", "dead", "resent", "attempt", "delivered"),
        order.steps().stream().map(OrderExplained.Step::what).toList());
    var failed = order.steps().get(1);
    assertEquals("not-sent", failed.verdict());
    assertEquals("connect", failed.phase());
    assertEquals("bestow-delivery-10.0.0.7-8105", failed.instance());
    var resent = order.steps().get(3);
    assertEquals("ann", resent.by());
    assertEquals("it is back", resent.why());
    var delivered = order.steps().get(4);
    assertEquals(Integer.valueOf(200), delivered.status());
    assertEquals("delivered", delivered.verdict());
    assertEquals("Nothing: it is at its end.", order.next());
    assertEquals(2, order.attempts());
  }

  @Test
  void whatComesNextIsToldForEveryState() throws MalformedJsonException {
    var accepted = accepted(Samples.number());
    var uncertain =
        advance(attempting(accepted), new Event.Unclear(1, terms(), new Attempt.End("read", 0)));
    var presumed = ReadTimeoutCap.presumed(new Change(uncertain).version(3), 1_000);

    assertNext("From ", "a worker of the fast lane sends it.", accepted);
    assertNext("Its attempt ends; unless it has by ", "it is in doubt.", attempting(accepted));
    assertNext("From ", "a worker of the fast lane sends the same number again.", uncertain);
    assertNext("Nothing: it is held to be delivered", "can tell.", presumed);
    assertNext("Nothing, until a person ", "gives it up.", DeadLetters.of(accepted, "in-doubt", 9));
  }

  @Test
  void onlyOperatorsComeInAndOnlyWithWhatMakesSense() {
    var number = dead(Samples.number(), 1_000).number();
    for (var path : List.of("/v1/dead-letters", "/v1/orders/" + number)) {
      delivery.client().send("GET", path, Map.of()).isProblem(401, "token-invalid");
      delivery
          .client()
          .send("GET", path, Map.of("Authorization", "Bearer another-token-than-it"))
          .isProblem(401, "token-invalid");
    }
    for (var act : List.of("resend", "give-up")) {
      var path = "/v1/dead-letters/" + number + "/" + act;
      delivery.client().send("POST", path, Map.of(), DECISION).isProblem(401, "token-invalid");
      for (var body :
          List.of(
              "", "{}", "[]", "{\"by\":\"\",\"why\":\"x\"}", "{\"by\":\"ann\"}", "{\"by\":7}")) {
        delivery.client().send("POST", path, OPERATOR, body).isTheSendersFault();
      }
      decide(Samples.number(), act).isProblem(404, "unknown-order");
    }
    get("/v1/orders/" + Samples.number()).isProblem(404, "unknown-order");
    get("/v1/orders/no-number").isProblem(404, "unknown-order");
    for (var query :
        List.of("limit=0", "limit=201", "limit=x", "limit=-1", "after=x", "after=1-x")) {
      get("/v1/dead-letters?" + query).isProblem(422, "invalid");
    }
    assertTrue(redis.due(number).isEmpty(), "nothing was changed");
  }

  @Test
  void withoutATokenThereIsNoDoor() throws StartException {
    var provider = DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER);
    try (var closed = DeliveryFixture.start(redis, folder.resolve("closed"), provider, Map.of())) {
      closed.client().send("GET", "/v1/dead-letters", OPERATOR).isProblem(404, "not-found");
    }
  }

  private void assertNext(String start, String end, Order order) throws MalformedJsonException {
    var number = Samples.number();
    var own = copy(order, number);
    // As another instance wrote it; nobody sweeps it before its time.
    var later = own.dueAt() == 0 ? own : new Change(own).due(1_900_000_000_000L).order();
    var _ = redis.orders().write(Optional.empty(), later);

    var next = explained(get("/v1/orders/" + number).is(200)).next();

    assertTrue(next.startsWith(start) && next.endsWith(end), next);
  }

  private static Order copy(Order order, OrderNumber number) {
    return new Order(
        number,
        order.asked(),
        order.version(),
        order.state(),
        order.attempt(),
        order.doubt(),
        order.risks(),
        order.answer(),
        order.dead(),
        order.acceptedAt(),
        order.changedAt(),
        order.dueAt(),
        order.attempts(),
        order.notes(),
        order.past());
  }

  /// An order that was tried once, long ago.
  private Order dead(OrderNumber number, long since) {
    var end = new Attempt.End("connect", 0);
    var how = Attempt.Outcome.NOT_SENT;
    var waiting = advance(attempting(accepted(number)), new Event.NotDone(1, how, terms(), end));
    var dead = DeadLetters.of(waiting, DeadLetters.reason(waiting), since);
    var _ = redis.orders().write(Optional.empty(), dead);
    return dead;
  }

  private Order accepted(OrderNumber number) {
    var target = Providers.target(DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER));
    var asked = new Asked("alice", "spring", "vip-day", 1, target, Lane.FAST, 1_900_000_000_000L);
    return OrderRules.advance(Optional.empty(), new Event.Accept(number, asked), 100).order();
  }

  private static Order attempting(Order order) {
    var token = "bestow-delivery-10.0.0.7-8105/lx2k9v3a/1";
    var unknown = Event.Holder.UNKNOWN;
    var begin = new Event.Begin(order.number(), order.asked(), token, unknown, terms());
    return advance(order, begin);
  }

  private static Terms terms() {
    return ModelTerms.of(Terms.Kind.SAME_NUMBER);
  }

  private static Order advance(Order order, Event event) {
    return OrderRules.advance(Optional.of(order), event, 200).order();
  }

  private Answer decide(OrderNumber number, String act) {
    var path = "/v1/dead-letters/" + number + "/" + act;
    return delivery.client().send("POST", path, OPERATOR, DECISION);
  }

  private Answer get(String path) {
    return delivery.client().send("GET", path, OPERATOR);
  }

  private static DeadLettersReply page(Answer answer) throws MalformedJsonException {
    return Json.codec(DeadLettersReply.class).read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static OrderExplained explained(Answer answer) throws MalformedJsonException {
    return Json.codec(OrderExplained.class).read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
