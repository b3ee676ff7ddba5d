package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.RedisProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class CallersTest {
  @Test
  void eachHasAConnectionAndEveryTurnIsAnother() throws InterruptedException {
    Set<Long> turns = ConcurrentHashMap.newKeySet();
    Set<InputStream> greeted = ConcurrentHashMap.newKeySet();
    try (var redis = RedisProcess.start()) {
      var callers = new Callers(redis.port(), 5, Ticker.system());
      var talk =
          new Callers.Talk() {
            @Override
            public void greet(InputStream in, OutputStream out) {
              greeted.add(in);
            }

            @Override
            public void ask(InputStream in, OutputStream out, long turn) throws IOException {
              assertEquals("PONG", RedisTalk.say(in, out, "PING"));
              turns.add(turn);
            }
          };

      double perSecond = callers.perSecond(Duration.ofMillis(200), talk);

      assertEquals(5, greeted.size());
      assertTrue(turns.size() >= 5 && perSecond > 0, turns.size() + " turns, " + perSecond);
    }
  }

  @Test
  void aReplyOfSeveralPartsIsReadToItsEnd() throws InterruptedException {
    try (var redis = RedisProcess.start()) {
      var talk =
          new Callers.Talk() {
            @Override
            public void greet(InputStream in, OutputStream out) throws IOException {
              var _ = RedisTalk.say(in, out, "RPUSH", "list", "first", "", "third");
            }

            @Override
            public void ask(InputStream in, OutputStream out, long turn) throws IOException {
              assertEquals("first", RedisTalk.say(in, out, "LRANGE", "list", "0", "2"));
              assertEquals("", RedisTalk.say(in, out, "GET", "nothing"));
            }
          };

      var callers = new Callers(redis.port(), 1, Ticker.system());
      assertTrue(callers.perSecond(Duration.ofMillis(50), talk) > 0);
    }
  }
}
