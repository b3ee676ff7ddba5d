package bestow.config;

import static bestow.config.Samples.done;
import static bestow.config.Samples.draft;
import static bestow.config.Samples.revision;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.config.ConfigStore.Answer;
import bestow.config.Publications.Handout;
import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublicationsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final MemoryConfigStore store = new MemoryConfigStore();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void nothingIsHandedOutBeforeTheStoreWasReached() {
    store.fail(new Answer.NotDone<>("Redis is down"));
    try (var publications = start(Duration.ofMillis(10))) {
      assertInstanceOf(Handout.Nothing.class, publications.newerThan(-1, Duration.ZERO));
      assertFalse(publications.loaded());

      store.mend();

      Eventually.within(StoreFixture.SOON, publications::loaded, "the set is loaded");
      assertEquals(0, version(publications.newerThan(-1, Duration.ZERO)));
    }
  }

  @Test
  void aPublicationHereIsSeenWithoutWaitingForTheInterval() throws Exception {
    try (var publications = start(LONG)) {
      Eventually.within(StoreFixture.SOON, publications::loaded, "the set is loaded");
      var waiting = executor.submit(() -> publications.newerThan(0, LONG));
      Eventually.within(StoreFixture.SOON, () -> publications.waiting() == 1, "somebody waits");
      done(store.save(draft("spring", 1), 9));
      done(store.publish(revision("spring", 1), 1));

      publications.changed();

      assertEquals(1, version(answer(waiting)));
      assertEquals(0, publications.waiting());
    }
  }

  @Test
  void aClosedOneLetsEverybodyGoAndTakesNobody() throws Exception {
    var publications = start(LONG);
    Eventually.within(StoreFixture.SOON, publications::loaded, "the set is loaded");
    var waiting = executor.submit(() -> publications.newerThan(0, LONG));
    Eventually.within(StoreFixture.SOON, () -> publications.waiting() == 1, "somebody waits");

    publications.close();

    assertEquals(0, version(answer(waiting)));
    assertInstanceOf(Handout.Nothing.class, publications.newerThan(-1, LONG));
  }

  @Test
  void aStoreThatBreaksInAnyWayLeavesTheCopyAsItIs() {
    try (var publications = start(Duration.ofMillis(10))) {
      Eventually.within(StoreFixture.SOON, publications::loaded, "the set is loaded");
      done(store.save(draft("spring", 1), 9));

      store.fail(new Answer.Damaged<>("a record is torn"));
      publications.changed();
      assertEquals(0, version(publications.newerThan(-1, Duration.ofMillis(50))));

      store.mend();
      done(store.publish(revision("spring", 1), 1));
      assertEquals(1, version(publications.newerThan(0, LONG)));
    }
  }

  private Publications start(Duration interval) {
    return Publications.start(store, Ticker.system(), new Publications.Limits(interval, 10));
  }

  private static Handout answer(Future<Handout> waiting) throws Exception {
    Eventually.within(StoreFixture.SOON, waiting::isDone, "the wait is over");
    return waiting.get();
  }

  private static long version(Handout handout) {
    return assertInstanceOf(Handout.Set.class, handout).copy().version();
  }
}
