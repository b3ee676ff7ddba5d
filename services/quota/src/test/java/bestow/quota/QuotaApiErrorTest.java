package bestow.quota;

import static bestow.quota.Bodies.HELD;
import static bestow.quota.Bodies.HOLD;
import static bestow.quota.Bodies.ORDERS;
import static bestow.quota.Bodies.OUTLOOK;
import static bestow.quota.Bodies.PROMISE;
import static bestow.quota.Bodies.SETTLE;
import static bestow.quota.Bodies.STOCK;
import static bestow.quota.Bodies.about;
import static bestow.quota.Replies.assertAnswer;
import static bestow.quota.Replies.assertProblem;
import static bestow.quota.Replies.order;
import static bestow.quota.Replies.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.Malformed.Slip;
import bestow.testing.Eventually;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What quota's doors answer when something is wrong; all of it is as openapi.yaml says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuotaApiErrorTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final LiveQuota quota;

  QuotaApiErrorTest() throws Exception {
    quota = new LiveQuota();
  }

  @AfterAll
  void end() {
    quota.close();
  }

  /// A door with a good body, and what is wrong there beside what is wrong anywhere.
  record DoorCase(String path, String good, List<Slip> slips) {
    @Override
    public String toString() {
      return path;
    }
  }

  static final List<DoorCase> DOORS =
      List.of(
          new DoorCase("/v1/hold", HOLD, Slips.HOLD),
          new DoorCase("/v1/outlook", OUTLOOK, Slips.OUTLOOK),
          new DoorCase("/v1/settle", SETTLE, Slips.SETTLE),
          new DoorCase("/v1/promise", PROMISE, Slips.PROMISE),
          new DoorCase("/v1/held", HELD, Slips.HELD),
          new DoorCase("/v1/orders", ORDERS, Slips.ORDERS),
          new DoorCase("/v1/stock", STOCK, Slips.STOCK));

  @Test
  void whatNobodyEverClaimedIsUnknown() throws Exception {
    assertProblem(404, "unknown-gift", quota.call("/v1/stock", about("never", STOCK)));
    assertAnswer("{\"reply\":\"too-late\"}", quota.call("/v1/promise", PROMISE));
    assertAnswer("{\"reply\":\"unknown\"}", quota.call("/v1/held", HELD));
    assertAnswer("{\"orders\":[]}", quota.call("/v1/orders", about("never", ORDERS)));
  }

  @Test
  void anotherNumberOfBucketsIsInvalidAndChangesNothing() throws Exception {
    quota.call("/v1/hold", about("buckets", HOLD));
    var digest = quota.digest();

    assertProblem(
        422,
        "invalid",
        quota.call("/v1/hold", about("buckets", HOLD).replace("\"buckets\":2", "\"buckets\":3")));
    assertProblem(
        422,
        "invalid",
        quota.call("/v1/stock", about("buckets", STOCK).replace("\"buckets\":2", "\"buckets\":3")));
    assertEquals(digest, quota.digest());
  }

  @ParameterizedTest
  @FieldSource("DOORS")
  void malformedBodiesAreRefusedAndChangeNothing(DoorCase door) throws Exception {
    var good = about("malformed", door.good());
    quota.call("/v1/hold", about("malformed", HOLD).replace("alice", "somebody-else"));
    var digest = quota.digest();

    var bodies = Malformed.at(good, door.slips());
    assertTrue(bodies.size() >= 30, () -> "only " + bodies.size());
    var accepted = new ArrayList<String>();
    for (var body : bodies) {
      var response = quota.post(door.path(), body);
      quota.assertDescribed(door.path(), response);
      if (response.statusCode() >= 400 && response.statusCode() < 500) {
        problem(response);
      } else {
        accepted.add(response.statusCode() + " for " + body.lines().limit(5).toList());
      }
    }
    assertEquals(List.of(), accepted);
    assertEquals(digest, quota.digest());
    assertEquals(200, quota.call(door.path(), good).statusCode());
  }

  @ParameterizedTest
  @FieldSource("DOORS")
  void otherMediaTypesOtherMethodsAndLongBodiesAreRefused(DoorCase door) throws Exception {
    var digest = quota.digest();
    var good = about("elsewise", door.good());

    assertProblem(415, "media-type", quota.post(door.path(), good, "text/plain"));
    assertProblem(405, "method", quota.get(door.path()));
    assertProblem(413, "too-large", quota.post(door.path(), good + " ".repeat(1 << 17)));
    assertEquals(digest, quota.digest());
  }

  @Test
  void whileRedisIsAwayClaimsAreRefusedAndWhileItHangsTheyAreInDoubt() throws Exception {
    try (var other = new LiveQuota()) {
      var hold = about("outage", HOLD);
      assertEquals(200, other.post("/v1/hold", hold).statusCode());

      var outlook = about("outage", OUTLOOK).replace("alice", "dave");
      other.redis().pause();
      var inDoubt = other.post("/v1/hold", hold.replace("alice", "bob"));
      assertNobodyKnows(other, other.post("/v1/outlook", outlook));
      other.redis().resume();
      assertEquals("", inDoubt.headers().firstValue("Bestow-Outcome").orElse(""));
      assertProblem(503, "unavailable", inDoubt);
      other.assertDescribed("/v1/hold", inDoubt);

      other.redis().kill();
      Eventually.within(
          SOON, () -> other.get("/health/ready").statusCode() == 503, "quota is not ready");
      var refused = other.post("/v1/hold", hold.replace("alice", "carol"));
      assertEquals("refused", refused.headers().firstValue("Bestow-Outcome").orElse(""));
      assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
      assertProblem(503, "unavailable", refused);
      other.assertDescribed("/v1/hold", refused);
      assertNobodyKnows(other, other.post("/v1/outlook", outlook));
      assertProblem(503, "unavailable", other.post("/v1/stock", about("outage", STOCK)));
      assertAnswer(
          """
          {"settled":0,"failed":["aaaaaaaaaaaaaaaaaaaaaaaa00000001"],"contrary":[]}""",
          other.post("/v1/settle", SETTLE));

      other.redis().restart();
      Eventually.within(
          SOON,
          () -> order(other.post("/v1/hold", hold), true).length() == 32,
          "the first claim is found again");
    }
  }

  /// Whoever looks is told neither that it is gone nor that it is there, and has begun nothing.
  private static void assertNobodyKnows(LiveQuota quota, HttpResponse<String> outlook)
      throws Exception {
    assertProblem(503, "unavailable", outlook);
    assertEquals("refused", outlook.headers().firstValue("Bestow-Outcome").orElse(""));
    quota.assertDescribed("/v1/outlook", outlook);
  }

  @Test
  void aBrokenRecordIsAnInternalErrorThatTellsNothing() throws Exception {
    var hold = about("broken", HOLD);
    var order = new OrderNumber(order(quota.call("/v1/hold", hold), false));
    var record = quota.redis().command("GET", Names.order(order));
    quota.redis().command("SET", Names.order(order), record + "x");

    var response = quota.call("/v1/orders", about("broken", ORDERS));

    assertProblem(500, "internal", response);
    assertEquals("The service failed; its log says why.", problem(response).detail());
  }
}
