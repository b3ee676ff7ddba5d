package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.PartOf.Role;
import bestow.server.StartException;
import bestow.testing.FakePeer;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.LedgerReply;
import bestow.wire.delivery.LedgerRequest;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
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

/// What delivery tells of its ledger, over a real Redis and real HTTP.
final class LedgerTest {

  private static final Codec<LedgerRequest> LOOKS = Json.codec(LedgerRequest.class);
  private static final Codec<LedgerReply> SEEN = Json.codec(LedgerReply.class);
  private static final long EVER = 4_000_000_000_000L;

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
            Map.of("compared.kept", "1m"));
  }

  @AfterEach
  void stop() {
    delivery.close();
    peer.close();
    redis.close();
  }

  @Test
  void whatGotItsEndIsToldUntilItWasCompared() throws MalformedJsonException {
    var delivered = Samples.number();
    var refused = Samples.number();
    var open = Samples.number();
    delivery.deliver(delivered).is(200);
    delivery.question(refused).is(200);
    write(attempting(open));

    var first = look(List.of(), List.of(), EVER);
    var ended = entry(first.ended(), delivered);
    assertEquals(OrderState.DELIVERED, ended.state());
    assertEquals(OrderState.VOID, entry(first.ended(), refused).state());
    assertEquals(Stock.CONFIRM, ended.stock());
    assertEquals(Stock.RELEASE, entry(first.ended(), refused).stock());
    assertEquals(2, first.ended().size());
    assertEquals(1, look(List.of(), List.of(), ended.endedAt() + 1).ended().size());
    var second =
        look(
            List.of(open.value(), delivered.value(), Samples.number().value()),
            List.of(new LedgerRequest.Compared(delivered.value(), ended.endedAt())),
            EVER);

    assertEquals(List.of(refused.value()), numbers(second.ended()));
    assertEquals(List.of(open.value(), delivered.value()), numbers(second.asked()));
    assertEquals(OrderState.ATTEMPTING, second.asked().getFirst().state());
    assertEquals(0, second.asked().getFirst().endedAt());
    assertEquals(Stock.LATER, second.asked().getFirst().stock());
    assertEquals(0, second.asked().getLast().endedAt(), "it was compared");
  }

  @Test
  void anEndThatCameAfterTheComparisonIsToldAgain() throws MalformedJsonException {
    var number = Samples.number();
    delivery.deliver(number).is(200);
    long endedAt = look(List.of(), List.of(), EVER).ended().getFirst().endedAt();

    var earlier = List.of(new LedgerRequest.Compared(number.value(), endedAt - 1));
    assertEquals(1, look(List.of(), earlier, EVER).ended().size());
    var now = List.of(new LedgerRequest.Compared(number.value(), endedAt));
    assertEquals(0, look(List.of(), now, EVER).ended().size());
    assertEquals(0, look(List.of(), now, EVER).ended().size());
  }

  @Test
  void aDamagedRecordIsToldWithoutAState() throws MalformedJsonException {
    var number = Samples.number();
    delivery.deliver(number).is(200);
    redis.damage(number, "x");

    var seen = look(List.of(number.value()), List.of(), EVER);

    assertEquals(Optional.empty(), Optional.ofNullable(seen.ended().getFirst().state()));
    assertEquals(Optional.empty(), Optional.ofNullable(seen.asked().getFirst().state()));
  }

  @Test
  void whatBecomesOfAPartIsItsBundlesToSay() throws MalformedJsonException {
    var number = Samples.number();
    var asked = Samples.asked("sandbox@1").partOf(new PartOf(number.value(), Role.REVOCABLE));
    var parts = List.of(new Bundle.Part(number, Role.REVOCABLE, asked));
    var wanted = new Bundle.Wanted("alice", "spring", "welcome", Lane.FAST, 50_000, parts);
    var pending = new Bundle(number, wanted, 3, BundleState.PIVOT, "", 100, 100, 1_100);
    var given = new Bundle(number, wanted, 4, BundleState.DELIVERED, "", 100, 200, 0);
    write(delivered(attempting(number, asked)));

    var none = look(List.of(), List.of(), EVER).ended().getFirst();
    var _ = redis.bundles().write(Optional.empty(), pending);
    var before = look(List.of(), List.of(), EVER).ended().getFirst();
    var _ = redis.bundles().write(Optional.of(pending), given);
    var after = look(List.of(), List.of(), EVER).ended().getFirst();

    assertEquals(OrderState.DELIVERED, before.state());
    assertEquals(Stock.LATER, none.stock(), "its bundle is not known");
    assertEquals(Stock.LATER, before.stock());
    assertEquals(Stock.CONFIRM, after.stock());
  }

  @Test
  void whatAPersonTakesBackStaysBookedAsItWas() throws MalformedJsonException {
    var order = delivered(attempting(Samples.number()));
    write(order);
    var compared = new LedgerRequest.Compared(order.number().value(), order.changedAt());
    var _ = look(List.of(), List.of(compared), EVER);
    var wish = new Event.Revoke("ann", "asked for");
    var revoking = OrderRules.advance(Optional.of(order), wish, 300).order();
    var revoked = OrderRules.advance(Optional.of(revoking), new Event.Revoked(), 400).order();

    var _ = redis.orders().write(Optional.of(order), revoking);
    var _ = redis.orders().write(Optional.of(revoking), revoked);

    var seen = look(List.of(order.number().value()), List.of(), EVER);
    assertEquals(List.of(), seen.ended());
    assertEquals(OrderState.REVOKED, seen.asked().getFirst().state());
    assertEquals(Stock.CONFIRM, seen.asked().getFirst().stock());
  }

  @Test
  void whatIsSentOnceMoreStaysBookedAsItWas() throws MalformedJsonException {
    var order = delivered(attempting(Samples.number()));
    write(order);
    var compared = new LedgerRequest.Compared(order.number().value(), order.changedAt());
    var _ = look(List.of(), List.of(compared), EVER);
    var noted = new Change(order).version(order.version() + 1);
    var again = noted.note(new Note(300, Disputing.RESENT, "ann", "it never came")).order();

    var _ = redis.orders().write(Optional.of(order), again);

    assertEquals(List.of(), look(List.of(), List.of(), EVER).ended());
  }

  @Test
  void whatABundleTookBackIsToldAgain() throws MalformedJsonException {
    var number = Samples.number();
    var asked = Samples.asked("sandbox@1").partOf(new PartOf(number.value(), Role.REVOCABLE));
    var order = delivered(attempting(number, asked));
    write(order);
    var compared = new LedgerRequest.Compared(number.value(), order.changedAt());
    var _ = look(List.of(), List.of(compared), EVER);
    var undone = OrderRules.advance(Optional.of(order), new Event.Undo(number), 300).order();
    var revoked = OrderRules.advance(Optional.of(undone), new Event.Revoked(), 400).order();

    var _ = redis.orders().write(Optional.of(order), undone);
    var _ = redis.orders().write(Optional.of(undone), revoked);

    assertEquals(List.of(number.value()), numbers(look(List.of(), List.of(), EVER).ended()));
  }

  @Test
  void anOrderWhoseRecordsTimeIsOverIsNotToldAnyMore() throws MalformedJsonException {
    var number = Samples.number();
    delivery.deliver(number).is(200);
    var _ = redis.redis().command("DEL", RedisOrderStore.order(number));

    assertEquals(List.of(), look(List.of(number.value()), List.of(), EVER).ended());
    assertEquals("0", redis.redis().command("ZCARD", "{s3f}:ended"));
  }

  @Test
  void aShardIsToldByPages() throws MalformedJsonException {
    for (int i = 0; i < 130; i++) {
      var _ = delivery.question(Samples.number()).is(200);
    }

    var seen = new ArrayList<String>();
    List<LedgerRequest.Compared> compared = List.of();
    while (true) {
      var page = look(List.of(), compared, EVER).ended();
      if (page.isEmpty()) {
        break;
      }
      assertTrue(page.size() <= 100);
      compared =
          page.stream()
              .map(entry -> new LedgerRequest.Compared(entry.order(), entry.endedAt()))
              .toList();
      seen.addAll(numbers(page));
    }
    assertEquals(130, seen.stream().distinct().count());
    assertEquals(130, seen.size());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (var body :
        List.of(
            "{}",
            "{\"shard\":256,\"endedBefore\":1,\"orders\":[],\"compared\":[]}",
            "{\"shard\":64,\"endedBefore\":1,\"orders\":[\"x\"],\"compared\":[]}",
            "{\"shard\":65,\"endedBefore\":1,\"orders\":[\""
                + Samples.number()
                + "\"],\"compared\":[]}")) {
      delivery.client().post("/v1/ledger", body).isTheSendersFault();
    }
  }

  private LedgerReply look(List<String> orders, List<LedgerRequest.Compared> compared, long before)
      throws MalformedJsonException {
    int shard = Samples.number().shardIndex();
    var request = LOOKS.write(new LedgerRequest(shard, before, orders, compared));
    var answer =
        delivery.client().post("/v1/ledger", new String(request, StandardCharsets.UTF_8)).is(200);
    return SEEN.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static LedgerReply.Entry entry(List<LedgerReply.Entry> entries, OrderNumber number) {
    return entries.stream()
        .filter(entry -> entry.order().equals(number.value()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> numbers(List<LedgerReply.Entry> entries) {
    return entries.stream().map(LedgerReply.Entry::order).toList();
  }

  private void write(Order order) {
    assertEquals(new OrderStore.Written.Done(), redis.orders().write(Optional.empty(), order));
  }

  private static Order delivered(Order order) {
    var event = new Event.Delivered(1, "r-1", new Attempt.End("read", 200));
    return OrderRules.advance(Optional.of(order), event, 200).order();
  }

  private static Order attempting(OrderNumber number) {
    return attempting(number, World.ASKED);
  }

  private static Order attempting(OrderNumber number, Asked asked) {
    var token = "bestow-delivery-10.0.0.7-8105/lx2k9v3a/1";
    var begin =
        new Event.Begin(
            number, asked, token, Event.Holder.UNKNOWN, ModelTerms.of(Terms.Kind.SAME_NUMBER));
    return OrderRules.advance(Optional.empty(), begin, 100).order();
  }
}
