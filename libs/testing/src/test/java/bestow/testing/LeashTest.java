package bestow.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A fixture must not outlive the JVM of its test, however that ends.
final class LeashTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /// A test JVM that starts a Redis, says so, and then only waits for its own death.
  static final class Owner {
    private Owner() {}

    static void main() throws InterruptedException {
      try (var redis = RedisProcess.start()) {
        IO.println(redis.pid());
        IO.println(redis.command("CONFIG", "GET", "dir").lines().toList().getLast());
        new CountDownLatch(1).await();
      }
    }
  }

  @Test
  void aKilledJvmTakesItsRedisAndItsFolderAlong() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var owner =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Owner.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var words = owner.inputReader()) {
      var pid = Long.parseLong(words.readLine());
      var folder = Path.of(words.readLine());
      assertTrue(ProcessHandle.of(pid).isPresent() && Files.isDirectory(folder));

      owner.destroyForcibly();

      Eventually.within(SOON, () -> ProcessHandle.of(pid).isEmpty(), "Redis is gone");
      Eventually.within(SOON, () -> Files.notExists(folder), "its folder is gone");
    } finally {
      owner.destroyForcibly();
    }
  }
}
