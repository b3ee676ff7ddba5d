package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A copy of texts, each "version text".
final class ReplicaTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Trail TRAIL =
      new Trail("publisher", Optional.empty(), 1, Phase.READ, 0, Duration.ZERO);

  @TempDir private Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Outcome outcome = answer("1 first");

  @Test
  void theCopyFollowsThePublisher() {
    try (var replica = follow()) {
      reaches(replica, 1, "first");

      outcome = answer("2 second");

      assertTrue(replica.awaitAtLeast(2, SOON));
      assertEquals("second", replica.current());
      assertTrue(asked.getFirst().equals("/published?after=0&wait=1s"), asked.getFirst());
      assertTrue(asked.contains("/published?after=1&wait=1s"));
    }
  }

  @Test
  void theCopyOutlivesPublisherAndProcess() {
    try (var replica = follow()) {
      reaches(replica, 1, "first");
    }
    outcome = new Outcome.NotSent("gone", TRAIL);

    try (var replica = follow()) {
      assertEquals("first", replica.current());
      assertEquals(1, replica.version());
      Eventually.within(SOON, () -> calls.get() > 3, "it asks again and again");
      assertEquals("first", replica.current());
    }
  }

  @Test
  void aDamagedCopyIsNotBelievedAndTheOneBeforeIs() throws IOException {
    try (var replica = follow()) {
      reaches(replica, 1, "first");
      outcome = answer("2 second");
      reaches(replica, 2, "second");
    }
    outcome = new Outcome.NotSent("gone", TRAIL);
    var file = folder.resolve("copy");
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    try (var replica = follow()) {
      assertEquals("first", replica.current());
    }

    Files.write(folder.resolve("copy.previous"), new byte[] {1, 2, 3});
    try (var replica = follow()) {
      assertEquals("nothing", replica.current());
    }
  }

  @Test
  void whatCannotBeReadLeavesTheCopyAsItIs() {
    try (var replica = follow(MeshFixture.least())) {
      reaches(replica, 1, "first");
      for (Outcome bad :
          List.of(
              answer("garbage"),
              new Outcome.Answered(503, Headers.none(), new byte[0], TRAIL),
              new Outcome.MaybeApplied("timeout", TRAIL),
              new Outcome.Unreadable(200, "cut", TRAIL),
              new Outcome.Refused(Optional.empty(), TRAIL))) {
        outcome = bad;
        int before = calls.get();
        Eventually.within(SOON, () -> calls.get() > before + 1, "it is asked again");
        assertEquals("first", replica.current());
      }
    }
  }

  @Test
  void aPublisherThatGoesBackIsFollowed() {
    outcome = answer("7 seventh");
    try (var replica = follow()) {
      reaches(replica, 7, "seventh");

      outcome = answer("3 restored");

      Eventually.within(SOON, () -> replica.version() == 3, "it goes back too");
      assertEquals("restored", replica.current());
    }
  }

  @Test
  void whoeverWaitsForAVersionThatDoesNotComeIsTold() {
    try (var replica = follow()) {
      assertFalse(replica.awaitAtLeast(9, Duration.ofMillis(50)));
    }
  }

  @Test
  void whoeverWaitsForAVersionHastensTheNextQuestion() {
    outcome = new Outcome.NotSent("not there yet", TRAIL);
    // After five failures in a row the longest rest is five seconds, and this chance takes it.
    RandomGenerator longest =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public long nextLong(long origin, long bound) {
            return bound - 1;
          }
        };
    try (var replica = follow(longest)) {
      Eventually.within(
          SOON,
          () -> replica.awaitAtLeast(9, Duration.ofMillis(1)) || calls.get() > 6,
          "it has failed often");
      int before = calls.get();
      Eventually.within(SOON, () -> calls.get() > before, "it begins a new rest");
      outcome = answer("2 second");

      assertTrue(replica.awaitAtLeast(2, Duration.ofSeconds(3)));
    }
  }

  private Replica<String> follow() {
    return follow(new Random(1));
  }

  private Replica<String> follow(RandomGenerator random) {
    return Replica.follow(
        this::published,
        new Replica.Source("/published", Duration.ofSeconds(1), folder, "copy"),
        ReplicaTest::read,
        new Replica.Version<>(0, "nothing"),
        new Replica.Chances(Ticker.system(), random));
  }

  private Outcome published(Call call) {
    asked.add(call.path());
    calls.incrementAndGet();
    return outcome;
  }

  private static void reaches(Replica<String> replica, long version, String text) {
    assertTrue(replica.awaitAtLeast(version, SOON));
    assertEquals(text, replica.current());
  }

  private static Replica.Version<String> read(byte[] bytes) throws IOException {
    var parts = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
    if (parts.length < 2) throw new IOException("no version");
    return new Replica.Version<>(Long.parseLong(parts[0]), parts[1]);
  }

  private static Outcome answer(String text) {
    return new Outcome.Answered(200, Headers.none(), text.getBytes(StandardCharsets.UTF_8), TRAIL);
  }
}
