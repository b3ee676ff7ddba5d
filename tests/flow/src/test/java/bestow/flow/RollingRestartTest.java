package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two of each service, and each restarts in turn under load: nobody notices.
final class RollingRestartTest {
  private static final int USERS = 8;

  @TempDir private Path folder;

  @Test
  void noClaimFailsWhileEachInstanceRestartsInTurn() {
    try (var house = House.start(folder, 2, Map.of("drain.wait", "3s"))) {
      var campaign = CampaignFile.ample("rolling");
      house.publish(campaign);
      // Through the second gateway only: users reach gateways by an edge of their own.
      var gateways = List.of(house.port("gateway", 2));
      try (var traffic = new Traffic(house, campaign, USERS, gateways)) {
        traffic.go(100);
        for (String service :
            List.of("session", "security", "config", "quota", "delivery", "reporting")) {
          for (int instance = 1; instance <= 2; instance++) {
            var process = house.service(service, instance);
            assertEquals(0, process.terminate(), service + " ends well");
            process.restart();
            process.awaitReady();
            traffic.go(50);
          }
        }
        traffic.end();
        var failed =
            traffic.answers().stream()
                .filter(answer -> !answer.word().equals("delivered"))
                .limit(5)
                .toList();
        assertEquals(List.of(), failed);
        assertTrue(traffic.answers().size() > 600);
      }
    }
  }
}
