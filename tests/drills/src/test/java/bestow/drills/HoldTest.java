package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.Callers.Line;
import bestow.mesh.Ticker;
import bestow.testing.RedisProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HoldTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @Test
  void theBareScriptHoldsForAnotherUserEachTime() throws IOException, InterruptedException {
    var script =
        Files.readString(Path.of("../../services/quota/src/main/resources/bestow/quota/hold.lua"));
    try (var redis = RedisProcess.start()) {
      var callers = new Callers(2, Ticker.system());

      double first =
          callers.perSecond(SHORT, List.of(new Line(redis.port(), Hold.bare(script, "{a}", 1, 1))));
      double second =
          callers.perSecond(SHORT, List.of(new Line(redis.port(), Hold.bare(script, "{a}", 2, 3))));

      assertTrue(first > 0 && second > 0);
      long orders = redis.command("KEYS", "{a}:order:*").lines().count();
      long users = redis.command("KEYS", "{a}:user:*").lines().count();
      assertTrue(orders > 2, "there are " + orders);
      assertEquals(orders, users);
      assertEquals(Long.toString(orders), redis.command("ZCARD", "{a}:due"));
    }
  }

  @Test
  void aTemplateHasItsNumberWhereverItStands() {
    var template = new Template("a " + Template.NUMBER + " b" + Template.NUMBER);

    assertArrayEquals(
        "a 0000000000042 b0000000000042".getBytes(StandardCharsets.US_ASCII), template.with(42));
    assertArrayEquals(
        "a 0020000000007 b0020000000007".getBytes(StandardCharsets.US_ASCII),
        template.with(20_000_000_007L));
  }
}
