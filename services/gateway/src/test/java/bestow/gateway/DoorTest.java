package bestow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.mesh.Call;
import bestow.mesh.Outcome;
import bestow.mesh.Repeat;
import bestow.mesh.Ticker;
import bestow.wire.session.ValidateReply;
import bestow.wire.session.ValidateRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DoorTest {
  private final List<Repeat> told = new ArrayList<>();

  @Test
  void theMeshIsToldWhenItMayKnockAgain() {
    ask(Door.Way.unlessBegun(this::answer, "/v1/sessions/validate"));
    ask(Door.Way.harmless(this::answer, "/v1/sessions/validate"));

    assertEquals(List.of(Repeat.UNLESS_BEGUN, Repeat.HARMLESS), told);
  }

  private static void ask(Door.Way way) {
    var door = new Door<>(way, ValidateRequest.class, ValidateReply.class, Ticker.system());
    assertEquals(
        new Asked.Got<ValidateReply>(new ValidateReply.Unknown()),
        door.ask(new ValidateRequest("a-token")));
  }

  private Outcome answer(Call call) {
    told.add(call.repeat());
    return FakeRooms.answered(200, "{\"reply\":\"unknown\"}".getBytes(StandardCharsets.UTF_8));
  }
}
