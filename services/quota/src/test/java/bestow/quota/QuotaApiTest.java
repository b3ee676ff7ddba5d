package bestow.quota;

import static bestow.quota.Bodies.HOLD;
import static bestow.quota.Bodies.ORDERS;
import static bestow.quota.Bodies.PROMISE;
import static bestow.quota.Bodies.SETTLE;
import static bestow.quota.Bodies.STOCK;
import static bestow.quota.Bodies.about;
import static bestow.quota.Bodies.settle;
import static bestow.quota.Replies.assertAnswer;
import static bestow.quota.Replies.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What quota's doors answer over HTTP and a real Redis; all of it is as openapi.yaml says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuotaApiTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final LiveQuota quota;

  QuotaApiTest() throws Exception {
    quota = new LiveQuota();
  }

  @AfterAll
  void end() {
    quota.close();
  }

  @Test
  void aClaimIsHeldRepeatedConfirmedAndFound() throws Exception {
    var hold = about("whole-life", HOLD);

    var first = order(quota.call("/v1/hold", hold), false);
    assertEquals(first, order(quota.call("/v1/hold", hold), true));
    assertAnswer(
        """
        {"settled":1,"failed":[],"contrary":[]}""",
        quota.call("/v1/settle", settle(first, "confirm")));
    assertAnswer(
        """
        {"reply":"limit-reached","limit":1}""",
        quota.call("/v1/hold", hold));

    var one = quota.call("/v1/held", "{\"order\":\"" + first + "\"}").body();
    assertTrue(
        one.startsWith(
            """
            {"reply":"found","user":"alice","campaign":"spring","gift":"whole-life","state":"confirmed","heldAt":1"""),
        one);
    var orders = quota.call("/v1/orders", about("whole-life", ORDERS)).body();
    assertTrue(
        orders.startsWith(
            """
            {"orders":[{"order":"ORDER","gift":"whole-life","state":"confirmed","heldAt":1"""
                .replace("ORDER", first)),
        orders);
    var stock = quota.call("/v1/stock", about("whole-life", STOCK)).body();
    assertTrue(stock.startsWith("{\"configured\":10,\"reservoir\":2,"), stock);
    assertTrue(stock.contains("{\"leased\":8,\"free\":7,\"held\":0,\"confirmed\":1}"), stock);
  }

  @Test
  void everyReplyOfTheHoldDoorIsAsDescribed() throws Exception {
    var hold = about("all-replies", HOLD).replace("\"stock\":10", "\"stock\":2");
    var keyed = hold.replace("\"key\":null", "\"key\":\"my key\"");
    order(quota.call("/v1/hold", keyed), false);

    assertAnswer(
        """
        {"reply":"key-reused"}""",
        quota.call("/v1/hold", keyed.replace("all-replies", "other")));
    var daily = hold.replace("\"daily\":null", "\"daily\":1").replace("alice", "bob");
    order(quota.call("/v1/hold", daily), false);
    assertAnswer(
        """
        {"reply":"sold-out"}""",
        quota.call("/v1/hold", hold.replace("alice", "carol")));
    var more = daily.replace("\"revision\":1,\n\"stock\":2", "\"revision\":2,\"stock\":5");
    var gone = quota.call("/v1/hold", more.replace("bob", "dave"));
    assertTrue(gone.body().startsWith("{\"reply\":\"daily-gone\",\"retryAfterSeconds\":"));
  }

  @Test
  void aPaidOrderIsOneOfItsOwnAndItsPartnersForAllUsers() throws Exception {
    var click = about("paid", HOLD).replace("\"perUser\":1", "\"perUser\":5");
    var paid = click.replace("\"key\":null", "\"key\":\"o-1\",\"partner\":\"shop\"");
    var order = order(quota.call("/v1/hold", paid), false);
    Eventually.within(
        SOON,
        () -> !quota.call("/v1/hold", paid).body().contains("key-in-flight"),
        "its hold is over");
    assertEquals(order, order(quota.call("/v1/hold", paid), true));

    assertAnswer(
        """
        {"reply":"order-open"}""",
        quota.call("/v1/hold", paid.replace("o-1", "o-2")));
    assertAnswer(
        """
        {"reply":"key-reused"}""",
        quota.call("/v1/hold", paid.replace("alice", "bob")));
    // Another partner's order of the same name is another order.
    order(quota.call("/v1/hold", paid.replace("alice", "bob").replace("shop", "bank")), false);
    assertEquals(400, quota.call("/v1/hold", paid.replace("\"o-1\"", "null")).statusCode());
  }

  @Test
  void itIsToldForWhomAGiftIsGone() throws Exception {
    var last = about("last-one", HOLD).replace("\"stock\":10", "\"stock\":1");
    var other = last.replace("alice", "bob");
    var both = "{\"claims\":[" + last + "," + other + "]}";
    assertAnswer(
        """
        {"outlooks":[{"outlook":"open"},{"outlook":"open"}]}""",
        quota.call("/v1/outlook", both));
    order(quota.call("/v1/hold", last), false);

    assertAnswer(
        """
        {"outlooks":[{"outlook":"open"},{"outlook":"sold-out"}]}""",
        quota.call("/v1/outlook", both));

    var daily = about("last-today", HOLD).replace("\"daily\":null", "\"daily\":1");
    order(quota.call("/v1/hold", daily), false);
    var gone = quota.call("/v1/outlook", "{\"claims\":[" + daily.replace("alice", "bob") + "]}");
    assertTrue(
        gone.body().contains("{\"outlook\":\"daily-gone\",\"retryAfterSeconds\":"), gone.body());
  }

  @Test
  void aKeyWhoseClaimIsBeingHeldIsInFlight() throws Exception {
    var keyed = about("in-flight", HOLD).replace("\"key\":null", "\"key\":\"its key\"");
    order(quota.call("/v1/hold", keyed), false);
    var note = Names.key(new KeyNote("alice", ClaimKey.of("its key"), "", 0, 0));
    Eventually.within(
        SOON, () -> quota.redis().command("GET", note).startsWith("0|"), "the claim is over");
    // As a claim leaves it that begins just now.
    long now = InstantSource.system().millis();
    quota.redis().command("SET", note, (now + 50_000) + "|spring:in-flight");

    assertAnswer(
        """
        {"reply":"key-in-flight"}""",
        quota.call("/v1/hold", keyed));
  }

  @Test
  void anOrderIsPromisedOnceAndNoMoreAfterItsRelease() throws Exception {
    var order = order(quota.call("/v1/hold", about("promised", HOLD)), false);
    var promise = PROMISE.replace("aaaaaaaaaaaaaaaaaaaaaaaa00000001", order);

    assertAnswer(
        """
        {"reply":"promised","promisedBy":1795269600000}""",
        quota.call("/v1/promise", promise));
    assertAnswer(
        """
        {"reply":"promised","promisedBy":1795269600000}""",
        quota.call("/v1/promise", promise.replace("1795269600000", "1795269600001")));
    quota.call("/v1/settle", settle(order, "release"));
    assertAnswer(
        """
        {"reply":"too-late"}""",
        quota.call("/v1/promise", promise));
  }

  @Test
  void ordersThatCannotBeSettledAsAskedAreNamed() throws Exception {
    var order = order(quota.call("/v1/hold", about("contrary", HOLD)), false);
    quota.call("/v1/settle", settle(order, "release"));

    assertAnswer(
        """
        {"settled":1,"failed":[],"contrary":[]}""",
        quota.call("/v1/settle", settle(order, "release")));
    assertAnswer(
        """
        {"settled":0,"failed":[],"contrary":["ORDER"]}"""
            .replace("ORDER", order),
        quota.call("/v1/settle", settle(order, "confirm")));
    assertAnswer(
        """
        {"settled":0,"failed":[],"contrary":["aaaaaaaaaaaaaaaaaaaaaaaa00000001"]}""",
        quota.call("/v1/settle", SETTLE));
  }

  @Test
  void aBatchOfFiveHundredIsSettledInOneCall() throws Exception {
    var orders = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      orders.append(i == 0 ? "" : ",");
      var number = "aaaaaaaaaaaaaaaaaaaaaaaa%02x%06d".formatted(i % 256, i + 1);
      orders.append("{\"order\":\"").append(number).append("\",\"end\":\"release\"}");
    }

    var reply = quota.call("/v1/settle", "{\"orders\":[" + orders + "]}");

    assertEquals(200, reply.statusCode());
    assertTrue(reply.body().startsWith("{\"settled\":0,\"failed\":[],\"contrary\":["));
  }
}
