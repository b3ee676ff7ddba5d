package bestow.gateway;

import static bestow.gateway.FakeRooms.ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Eventually;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.quota.HoldReply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `POST /v1/claims` by one whose order was made void: its gateway died with it, and the user came
/// back too late.
final class LateClaimTest {
  private static final String OTHER = ORDER.substring(0, 31) + "2";
  private static final Map<String, String> KEYED = Map.of("Idempotency-Key", "k-1");

  private GatewayFixture gateway;
  private FakeRooms rooms;

  @BeforeEach
  void start() throws StartException {
    gateway = GatewayFixture.start();
    rooms = gateway.rooms();
    rooms.reply("/v1/deliver", DeliverReply.class, new DeliverReply.Refused("void"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aClaimWhoseOrderCameTooLateMayComeAgain() {
    var answer = gateway.claim().isProblem(503, "unavailable");

    assertEquals(Optional.of("1"), answer.header("retry-after"));
    eventuallySettled(ORDER, "release");
    assertEquals(1, rooms.asked("/v1/hold").size());
  }

  @Test
  void aKeyWhoseOrderCameTooLateHasAnotherInItsPlace() {
    rooms.reply("/v1/hold", "insteadOf", HoldReply.class, new HoldReply.Held(OTHER, false));
    rooms.reply("/v1/deliver", OTHER, DeliverReply.class, new DeliverReply.Delivered("r-2", 1000));

    var answer = gateway.claim(KEYED).is(200);

    assertTrue(answer.body().contains("\"order\":\"" + OTHER + "\""), answer.body());
    eventuallySettled(ORDER, "release");
    eventuallySettled(OTHER, "confirm");
    var holds = rooms.asked("/v1/hold");
    assertEquals(2, holds.size());
    assertTrue(holds.getLast().endsWith("\"insteadOf\":\"" + ORDER + "\"}"), holds.getLast());
  }

  @Test
  void aKeyWhoseVoidOrderIsNotReleasedYetMayComeAgain() {
    gateway.claim(KEYED).isProblem(503, "unavailable");

    assertEquals(1, rooms.asked("/v1/deliver").size());
    assertEquals(2, rooms.asked("/v1/hold").size());
  }

  @Test
  void aKeyWhoseSecondOrderIsVoidTooMayComeAgain() {
    rooms.reply("/v1/hold", "insteadOf", HoldReply.class, new HoldReply.Held(OTHER, false));

    gateway.claim(KEYED).isProblem(503, "unavailable");

    assertEquals(2, rooms.asked("/v1/deliver").size());
    assertEquals(2, rooms.asked("/v1/hold").size());
  }

  private void eventuallySettled(String order, String end) {
    var part = "\"order\":\"" + order + "\",\"end\":\"" + end + "\"";
    Eventually.within(
        Duration.ofSeconds(20),
        () -> rooms.asked("/v1/settle").stream().anyMatch(body -> body.contains(part)),
        "quota is told " + part);
  }
}
