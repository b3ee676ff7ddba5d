package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.FakeClock;
import bestow.testing.FakeTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a watch makes of what a registry says, true or not.
final class WatchTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instance ONE = MeshFixture.instance(8001);
  private static final Instance TWO = MeshFixture.instance(8002);

  @TempDir Path folder;

  private final FakeTicker ticker = new FakeTicker();
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-20T08:00:00Z"));

  private final Roster roster = new Roster();

  @Test
  void theListFollowsTheRegistry() {
    var registry =
        new SaidRegistry(() -> listed(5, ONE), () -> listed(6, ONE, TWO), () -> listed(7, TWO));
    try (var _ = watch(registry)) {

      registry.awaitAll();

      assertEquals(List.of(TWO), roster.candidates().all());
      assertEquals(List.of(0L, 5L, 6L, 7L), registry.asked());
    }
  }

  /// Scenario 46.
  @Test
  void anEmptyListIsNoProof() {
    var registry = new SaidRegistry(() -> listed(5, ONE), () -> listed(6), () -> listed(7));
    try (var _ = watch(registry)) {

      registry.awaitAll();

      assertEquals(List.of(ONE), roster.candidates().all());
      assertEquals(List.of(ONE), saved());
    }
  }

  @Test
  void anIndexThatGoesBackIsForgotten() {
    var registry =
        new SaidRegistry(() -> listed(50, ONE), () -> listed(3, ONE, TWO), () -> listed(3, TWO));
    try (var _ = watch(registry)) {

      registry.awaitAll();

      assertEquals(List.of(0L, 50L, 0L, 3L), registry.asked());
      assertEquals(List.of(TWO), roster.candidates().all());
    }
  }

  /// Scenario 46.
  @Test
  void aGreatLossIsDoubtedAskedAboutAnewAndBelievedWhenItLasts() {
    var five = List.of(ONE, TWO, instance(3), instance(4), instance(5));
    var registry =
        new SaidRegistry(
            () -> listed(5, five.toArray(Instance[]::new)),
            () -> listed(6, ONE),
            () -> listed(6, ONE),
            () -> {
              ticker.advance(Duration.ofSeconds(30));
              return listed(6, ONE);
            });
    try (var _ = watch(registry)) {
      Eventually.within(SOON, () -> registry.asked().size() == 3, "it is asked anew");
      assertEquals(5, roster.candidates().all().size());

      registry.awaitAll();

      assertEquals(List.of(0L, 5L, 0L, 0L, 6L), registry.asked());
      assertEquals(List.of(ONE), roster.candidates().all());
    }
  }

  @Test
  void theAgeOfTheListIsSinceTheRegistryLastConfirmedIt() {
    var registry =
        new SaidRegistry(
            () -> listed(5, ONE),
            () -> {
              ticker.advance(Duration.ofSeconds(5));
              return listed(6);
            },
            WatchTest::silent);
    try (var watch = watch(registry)) {
      registry.awaitAll();
      ticker.advance(Duration.ofSeconds(2));

      // Neither an empty list nor silence confirms anything.
      assertEquals(Duration.ofSeconds(7), watch.age().orElseThrow());
    }
  }

  @Test
  void theAgeOfAListFromDiskGoesBackToTheProcessThatWroteIt() throws IOException {
    snapshot().save(List.of(ONE));
    snapshot().stillRight(clock.instant().minus(Duration.ofMinutes(10)));
    try (var watch = watch(new SaidRegistry())) {
      ticker.advance(Duration.ofSeconds(5));

      assertEquals(Duration.ofSeconds(605), watch.age().orElseThrow());
    }
  }

  @Test
  void aListThatTheRegistryKeepsConfirmingIsFreshOnDiskToo() {
    var registry =
        new SaidRegistry(
            () -> listed(5, ONE),
            () -> {
              ticker.advance(Duration.ofMinutes(2));
              clock.advance(Duration.ofMinutes(2));
              return listed(5, ONE);
            });
    try (var _ = watch(registry)) {
      registry.awaitAll();

      assertEquals(clock.instant(), snapshot().rightAt().orElseThrow());
    }
  }

  @Test
  void whereNoListIsThereIsNoAge() {
    try (var watch = watch(new SaidRegistry(() -> listed(5)))) {
      assertTrue(watch.age().isEmpty());
    }
  }

  @Test
  void instancesOfAnotherClusterAreNotThere() {
    var place = new Place("a", "prod-2", "claim", "");
    var stranger = new Instance("stranger", "127.0.0.1", 8003, place);
    var registry = new SaidRegistry(() -> listed(5, ONE, stranger), () -> listed(6, stranger));
    try (var _ = watch(registry)) {

      registry.awaitAll();

      assertEquals(List.of(ONE), roster.candidates().all());
    }
  }

  @Test
  void aRegistryThatIsSilentChangesNothingAndIsAskedAnew() {
    var registry = new SaidRegistry(() -> listed(5, ONE), WatchTest::silent, () -> listed(6, TWO));
    try (var _ = watch(registry)) {

      registry.awaitAll();

      assertEquals(List.of(TWO), roster.candidates().all());
      assertEquals(List.of(0L, 5L, 0L, 6L), registry.asked());
    }
  }

  @Test
  void theNextProcessBeginsWithTheListOfTheLast() {
    try (var _ = watch(new SaidRegistry(() -> listed(5, ONE, TWO)))) {
      Eventually.within(SOON, () -> saved().size() == 2, "the list is on disk");
    }
    var next = new Roster();
    var registry = new SaidRegistry();

    try (var _ = Watch.start(subject(), registry, next, snapshot(), means())) {
      assertEquals(List.of(ONE, TWO), next.candidates().all());
    }
  }

  @Test
  void aListOnDiskOfAnotherClusterIsNotUsed() throws IOException {
    var place = new Place("a", "prod-2", "claim", "");
    snapshot().save(List.of(new Instance("stranger", "127.0.0.1", 8003, place)));

    try (var _ = watch(new SaidRegistry())) {
      assertEquals(List.of(), roster.candidates().all());
    }
  }

  @Test
  void whoeverWaitsForTheFirstAnswerIsWokenEvenByABadOne() {
    try (var _ = watch(new SaidRegistry(WatchTest::silent))) {

      roster.awaitAnswer(Deadline.in(Duration.ofDays(1), ticker::nanos), ticker::nanos);

      assertTrue(roster.candidates().all().isEmpty());
    }
  }

  private Watch watch(Registry registry) {
    return Watch.start(subject(), registry, roster, snapshot(), means());
  }

  private Watch.Means means() {
    return new Watch.Means(ticker::nanos, clock, MeshFixture.random());
  }

  private static Watch.Subject subject() {
    return new Watch.Subject("bestow-peer", "prod-1", Duration.ofSeconds(30));
  }

  private Snapshot snapshot() {
    return new Snapshot(folder, "bestow-peer");
  }

  private List<Instance> saved() {
    return snapshot().load() instanceof Snapshot.Found.Loaded(var instances)
        ? instances
        : List.of();
  }

  private static Instance instance(int number) {
    return MeshFixture.instance(8000 + number);
  }

  private static Registry.Reply silent() {
    return new Registry.Reply.Silent("gone");
  }

  private static Registry.Reply listed(long index, Instance... instances) {
    return new Registry.Reply.Listed(index, List.of(instances));
  }
}
