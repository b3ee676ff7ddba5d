package bestow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.Act;
import bestow.testing.FakePeer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PublicationTest {
  private static final Act GOOD = Act.answer(200, "{}");
  private static final Act UNCERTAIN = Act.answer(504, "{}");
  private static final String PUBLISH = "POST /v1/campaigns/a/publish";

  @Test
  void whatIsUncertainIsDoneOnceMore() throws LaunchException, InterruptedException {
    var asked = publish(UNCERTAIN, Act.answer(412, "{}"), UNCERTAIN, GOOD);

    assertEquals(List.of("PUT /v1/campaigns/a", "PUT /v1/campaigns/a", PUBLISH, PUBLISH), asked);
  }

  @Test
  void whatStaysUncertainFails() {
    var failed = assertThrows(LaunchException.class, () -> publish(UNCERTAIN));

    assertTrue(
        String.valueOf(failed.getMessage()).contains("not saved: HTTP 504"), failed::toString);
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    var failed =
        assertThrows(LaunchException.class, () -> publish(GOOD, Act.answer(422, "{}"), GOOD));

    assertTrue(
        String.valueOf(failed.getMessage()).contains("not published: HTTP 422"), failed::toString);
  }

  /// What was asked of a config that answers so.
  private static List<String> publish(Act... acts) throws LaunchException, InterruptedException {
    try (var config = FakePeer.start(acts);
        var doors = new Doors(Ticker.system())) {
      var place = URI.create("http://127.0.0.1:" + config.port());
      new Publication(doors, Ticker.system(), place, "token").publish("a", "campaign: a");
      return config.requests().stream()
          .map(request -> request.lines().findFirst().orElse("").replace(" HTTP/1.1", ""))
          .toList();
    }
  }
}
