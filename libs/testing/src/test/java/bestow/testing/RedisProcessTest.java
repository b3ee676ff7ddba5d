package bestow.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RedisProcessTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void answersOnAPortOfItsOwn() {
    try (var one = RedisProcess.start();
        var other = RedisProcess.start()) {
      assertEquals("OK", one.command("SET", "key", "väl ue"));

      assertEquals("väl ue", one.command("GET", "key"));
      assertEquals("", other.command("GET", "key"));
    }
  }

  @Test
  void keepsWhatItAnsweredOverAKill() {
    try (var redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways())) {
      var firstLife = redis.pid();
      redis.command("SET", "key", "kept");

      redis.kill();
      assertThrows(IllegalStateException.class, () -> redis.command("GET", "key"));
      redis.restart();

      assertEquals("kept", redis.command("GET", "key"));
      assertEquals("appendfsync\nalways", redis.command("CONFIG", "GET", "appendfsync"));
      assertFalse(redis.pid() == firstLife);
    }
  }

  @Test
  void asksForThePassword() throws IOException {
    try (var redis = RedisProcess.start(RedisOptions.DEFAULT.withPassword("open sesame"));
        var stranger = RedisConnection.open(redis.port())) {
      assertTrue(stranger.command("GET", "key").startsWith("-NOAUTH"));
      assertEquals("OK", redis.command("SET", "key", "value"));
    }
  }

  @Test
  void knowsAclUsersAndNoDefaultUserBesideThem() throws IOException {
    try (var redis = RedisProcess.start(RedisOptions.DEFAULT.withUser("quota", "a secret"));
        var stranger = RedisConnection.open(redis.port())) {
      assertEquals("quota", redis.command("ACL", "WHOAMI"));
      assertTrue(stranger.command("AUTH", "anything").startsWith("-WRONGPASS"));
    }
  }

  @Test
  void keepsWhatAScriptOfAnAclUserWroteOverARestart() throws IOException {
    try (var redis = RedisProcess.start(RedisOptions.DEFAULT.withUser("quota", "secret"))) {
      redis.command("EVAL", "redis.call('SET', 'a', 1); redis.call('SET', 'b', 2)", "0");

      redis.restart();

      assertEquals("1\n2", redis.command("MGET", "a", "b"));
    }
  }

  @Test
  void takesMoreDirectives() {
    try (var redis = RedisProcess.start(RedisOptions.DEFAULT.with("maxmemory", "33mb"))) {
      assertEquals("maxmemory\n34603008", redis.command("CONFIG", "GET", "maxmemory"));
    }
  }

  @Test
  void showsWhatItWroteWhenItDoesNotStart() {
    var nonsense = RedisOptions.DEFAULT.with("no-such-directive", "yes");

    var refused = assertThrows(IllegalStateException.class, () -> RedisProcess.start(nonsense));

    assertTrue(refused.toString().contains("no-such-directive"), refused.toString());
  }

  @Test
  void pausedItAcceptsAndIsSilentUntilResumed() throws IOException {
    try (var redis = RedisProcess.start()) {
      redis.pause();

      try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
        socket.setSoTimeout(100);
        socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());

        redis.resume();
        socket.setSoTimeout((int) SOON.toMillis());
        assertEquals('+', socket.getInputStream().read());
      }
    }
  }

  @Test
  void isGoneWithItsDataAfterClose() {
    var redis = RedisProcess.start();
    var pid = redis.pid();

    redis.close();

    assertTrue(ProcessHandle.of(pid).isEmpty());
  }
}
