package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.ApiClient.Answer;
import bestow.testing.FakePeer;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.delivery.ProviderReport;
import bestow.wire.delivery.ProviderReport.Finding;
import bestow.wire.delivery.StatementReply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Delivery and a provider whose statements a test writes, over a real Redis and real HTTP.
final class StatementFixture implements AutoCloseable {

  private static final String TOKEN = "an-operators-token";
  static final Map<String, String> OPERATOR = Map.of("Authorization", "Bearer " + TOKEN);
  private static final Map<String, String> CSV =
      Map.of("Authorization", "Bearer " + TOKEN, "Content-Type", "text/csv; charset=utf-8");
  /// What a statement is of, and when an order was delivered within it.
  static final Instant NOW = Instant.ofEpochMilli(System.currentTimeMillis());

  static final String DAYS =
      "?from=%s&to=%s".formatted(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
  static final long BEFORE = NOW.minus(Duration.ofHours(1)).toEpochMilli();

  private final RedisFixture redis;
  private final Path folder;
  private FakePeer peer;
  private DeliveryFixture delivery;

  private StatementFixture(Path folder) throws StartException {
    this.folder = folder;
    this.redis = RedisFixture.start();
    this.peer = FakePeer.start(ProviderAnswers.DELIVERED);
    this.delivery = delivery("one", Map.of("proved.max", "2"));
  }

  static StatementFixture start(Path folder) throws StartException {
    return new StatementFixture(folder);
  }

  private DeliveryFixture delivery(String name, Map<String, String> more) throws StartException {
    var settings = new HashMap<>(more);
    settings.put("operator.token", TOKEN);
    var started =
        DeliveryFixture.start(
            redis,
            folder.resolve(name),
            DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER),
            settings);
    started.awaitPublished(1);
    return started;
  }

  /// Another delivery over the same store.
  void restart(Map<String, String> settings) throws StartException {
    delivery.close();
    delivery = delivery("two", settings);
  }

  /// Another provider in the place of the first one.
  void provider(Act does) {
    peer.close();
    peer = FakePeer.start(does);
  }

  RedisFixture redis() {
    return redis;
  }

  DeliveryFixture delivery() {
    return delivery;
  }

  FakePeer peer() {
    return peer;
  }

  record Reply(StatementReply reply) {}

  Reply take(String path, List<String> lines) throws MalformedJsonException {
    var answer = post("/v1/statements/sandbox/" + path, csv(lines)).is(200);
    return new Reply(
        Json.codec(StatementReply.class).read(answer.body().getBytes(StandardCharsets.UTF_8)));
  }

  Answer post(String path, String csv) {
    return delivery.client().send("POST", path, CSV, csv);
  }

  static String csv(List<String> lines) {
    return "order,receipt,time,quantity\n" + String.join("\n", lines) + "\n";
  }

  static String line(OrderNumber order, String receipt, int quantity) {
    return "%s,%s,2026-11-20T00:00:00Z,%d".formatted(order, receipt, quantity);
  }

  List<Finding> findings() throws MalformedJsonException {
    var found = new ArrayList<Finding>();
    var after = "";
    do {
      var answer =
          delivery.client().send("GET", "/v1/reconciliation?limit=3" + after, OPERATOR).is(200);
      var page =
          Json.codec(ProviderReport.class).read(answer.body().getBytes(StandardCharsets.UTF_8));
      found.addAll(page.findings());
      var next = page.next();
      after = next == null ? "" : "&after=" + next;
    } while (!after.isEmpty());
    return found;
  }

  Finding finding(String subject) throws MalformedJsonException {
    return findings().stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  void assertFinding(OrderNumber order, String kind, String theirs) throws MalformedJsonException {
    var finding = finding(order.value());
    assertEquals(kind, finding.kind());
    assertTrue(finding.open());
    assertTrue(finding.theirs().contains(theirs), finding.theirs());
  }

  /// An order that the provider delivered, some time ago.
  OrderNumber delivered(OrderNumber number, String receipt) {
    return delivered(number, receipt, BEFORE);
  }

  /// An order that the provider delivered at that time.
  OrderNumber delivered(OrderNumber number, String receipt, long at) {
    var event = new Event.Delivered(1, receipt, new Attempt.End("read", 200));
    return write(OrderRules.advance(Optional.of(attempting(number)), event, at).order());
  }

  /// An order that is in doubt.
  OrderNumber uncertain(OrderNumber number) {
    var end = new Attempt.End("read", 0);
    return write(advance(attempting(number), new Event.Unclear(1, terms(), end)));
  }

  Order attempting(OrderNumber number) {
    var target = Providers.target(DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER));
    var asked = new Asked("alice", "spring", "vip-day", 1, target, Lane.FAST, 1_900_000_000_000L);
    var token = "bestow-delivery-10.0.0.7-8105/lx2k9v3a/1";
    var begin = new Event.Begin(number, asked, token, Event.Holder.UNKNOWN, terms());
    return OrderRules.advance(Optional.empty(), begin, BEFORE).order();
  }

  OrderNumber write(Order order) {
    assertEquals(new OrderStore.Written.Done(), redis.orders().write(Optional.empty(), order));
    return order.number();
  }

  /// Quota has compared it.
  void compared(OrderNumber number) {
    compared(number, BEFORE);
  }

  /// Quota has compared it, which got its end then.
  void compared(OrderNumber number, long at) {
    var shard = number.shardIndex();
    var done = List.of(new RedisLedger.Ended(number, at));
    var ledger = new RedisLedger(redis.store(), Duration.ofDays(3));
    var _ = ledger.look(new RedisLedger.Look(shard, 0, List.of(), done), at);
  }

  static Terms terms() {
    return ModelTerms.of(Terms.Kind.SAME_NUMBER);
  }

  static Order advance(Order order, Event event) {
    return OrderRules.advance(Optional.of(order), event, BEFORE).order();
  }

  @Override
  public void close() {
    delivery.close();
    peer.close();
    redis.close();
  }
}
