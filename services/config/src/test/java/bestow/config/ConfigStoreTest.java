package bestow.config;

import static bestow.config.Samples.NOW;
import static bestow.config.Samples.done;
import static bestow.config.Samples.draft;
import static bestow.config.Samples.id;
import static bestow.config.Samples.revision;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.config.ConfigStore.Entry;
import bestow.config.ConfigStore.Line;
import bestow.config.ConfigStore.Live;
import bestow.config.ConfigStore.Saving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One contract, on the store in memory and on the one in Redis.
class ConfigStoreTest {
  private static final int MANY = 1000;

  private static StoreFixture fixture;

  enum Kind {
    MEMORY,
    REDIS;

    ConfigStore store() {
      return switch (this) {
        case MEMORY -> new MemoryConfigStore();
        case REDIS -> fixture.configs();
      };
    }
  }

  @BeforeAll
  static void start() {
    fixture = StoreFixture.start();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @BeforeEach
  void empty() {
    fixture.redis().command("FLUSHALL");
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyStoreHasNothing(Kind kind) {
    var store = kind.store();

    assertEquals(Optional.empty(), done(store.entry(id("spring"))));
    assertEquals(Optional.empty(), done(store.revision(id("spring"), 1)));
    assertEquals(List.of(), done(store.page("", 10)));
    assertEquals(0, done(store.version()));
    assertEquals(new Live.Set(0, List.of()), done(store.published()));
  }

  @ParameterizedTest
  @EnumSource
  void aDraftIsKeptToTheLetter(Kind kind) {
    var store = kind.store();
    var draft = new Draft(id("spring"), 1, NOW, "\uFEFFcampaign: spring # é 喜 😀\r\n\n\ttab \n");

    assertEquals(Saving.KEPT, done(store.save(draft, MANY)));

    assertEquals(Optional.of(new Entry(draft, Optional.empty())), done(store.entry(id("spring"))));
  }

  @ParameterizedTest
  @EnumSource
  void aDraftIsWrittenOnlyOverTheOneBeforeIt(Kind kind) {
    var store = kind.store();

    assertEquals(Saving.CONFLICT, done(store.save(draft("spring", 2), MANY)));
    assertEquals(Saving.KEPT, done(store.save(draft("spring", 1), MANY)));
    assertEquals(Saving.CONFLICT, done(store.save(draft("spring", 3), MANY)));
    assertEquals(Saving.KEPT, done(store.save(draft("spring", 2), MANY)));
    var other = new Draft(id("spring"), 2, NOW, "another");
    assertEquals(Saving.CONFLICT, done(store.save(other, MANY)));

    var entry = done(store.entry(id("spring"))).orElseThrow();
    assertEquals(draft("spring", 2), entry.draft());
  }

  @ParameterizedTest
  @EnumSource
  void theSameDraftAgainIsKeptAgain(Kind kind) {
    var store = kind.store();
    done(store.save(draft("spring", 1), MANY));

    assertEquals(Saving.KEPT, done(store.save(draft("spring", 1), MANY)));
  }

  @ParameterizedTest
  @EnumSource
  void noMoreCampaignsAreKeptThanThereMayBe(Kind kind) {
    var store = kind.store();
    done(store.save(draft("autumn", 1), 2));
    done(store.save(draft("spring", 1), 2));

    assertEquals(Saving.FULL, done(store.save(draft("winter", 1), 2)));
    assertEquals(Saving.KEPT, done(store.save(draft("spring", 2), 2)), "no new campaign");
    assertEquals(Optional.empty(), done(store.entry(id("winter"))));
  }

  @ParameterizedTest
  @EnumSource
  void ofManyWritersOfTheSameEditOneWins(Kind kind) throws Exception {
    var store = kind.store();

    var savings =
        together(
            8, i -> () -> done(store.save(new Draft(id("spring"), 1, NOW, "text " + i), MANY)));

    assertEquals(1, savings.stream().filter(Saving.KEPT::equals).count(), savings.toString());
    assertEquals(7, savings.stream().filter(Saving.CONFLICT::equals).count(), savings.toString());
  }

  @ParameterizedTest
  @EnumSource
  void aPublicationIsLiveAndCountsTheVersionUp(Kind kind) {
    var store = kind.store();
    done(store.save(draft("spring", 1), MANY));
    done(store.save(draft("autumn", 1), MANY));

    assertEquals(Optional.of(1L), done(store.publish(revision("spring", 1), 1)));
    assertEquals(Optional.of(2L), done(store.publish(revision("autumn", 1), 1)));
    assertEquals(Optional.of(3L), done(store.publish(revision("spring", 2), 1)));

    var newest = new Live(revision("spring", 2), 3);
    assertEquals(
        Optional.of(new Entry(draft("spring", 1), Optional.of(newest))),
        done(store.entry(id("spring"))));
    assertEquals(3, done(store.version()));
    assertEquals(
        new Live.Set(3, List.of(revision("autumn", 1), revision("spring", 2))),
        done(store.published()));
  }

  @ParameterizedTest
  @EnumSource
  void aRevisionNeverChanges(Kind kind) {
    var store = kind.store();
    done(store.save(draft("spring", 1), MANY));
    done(store.publish(revision("spring", 1), 1));
    done(store.publish(revision("spring", 2), 1));
    var other = revision(1, "x", Samples.campaign(Samples.file("spring", 7)));

    assertEquals(Optional.empty(), done(store.publish(other, 1)));

    var first = new Live(revision("spring", 1), 1);
    assertEquals(Optional.of(first), done(store.revision(id("spring"), 1)));
    assertEquals(Optional.empty(), done(store.revision(id("spring"), 3)));
    assertEquals(2, done(store.version()));
  }

  @ParameterizedTest
  @EnumSource
  void theSameRevisionAgainHasTheSameVersionAgain(Kind kind) {
    var store = kind.store();
    done(store.save(draft("spring", 1), MANY));
    done(store.publish(revision("spring", 1), 1));
    done(store.publish(revision("spring", 2), 1));
    done(store.save(draft("spring", 2), MANY));

    assertEquals(Optional.of(1L), done(store.publish(revision("spring", 1), 1)));
    assertEquals(2, done(store.version()));
    var newest = done(store.entry(id("spring"))).orElseThrow().newest();
    assertEquals(Optional.of(new Live(revision("spring", 2), 2)), newest);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsPublishedOfADraftThatHasChangedOrOutOfTurn(Kind kind) {
    var store = kind.store();
    done(store.save(draft("spring", 1), MANY));
    done(store.save(draft("spring", 2), MANY));

    assertEquals(Optional.empty(), done(store.publish(revision("spring", 1), 1)), "an old edit");
    assertEquals(Optional.empty(), done(store.publish(revision("spring", 2), 2)), "a gap");
    assertEquals(Optional.empty(), done(store.publish(revision("winter", 1), 1)), "no draft");
    assertEquals(new Live.Set(0, List.of()), done(store.published()));
  }

  @ParameterizedTest
  @EnumSource
  void ofManyPublishersOfTheSameNumberOneWins(Kind kind) throws Exception {
    var store = kind.store();
    done(store.save(draft("spring", 1), MANY));
    var campaign = Samples.campaign(Samples.file("spring", 7));

    var versions =
        together(8, i -> () -> done(store.publish(revision(1, "text " + i, campaign), 1)));

    assertEquals(1, versions.stream().filter(Optional::isPresent).count(), versions.toString());
    assertEquals(1, done(store.version()));
  }

  @ParameterizedTest
  @EnumSource
  void pagesGoThroughAllCampaignsInOrder(Kind kind) {
    var store = kind.store();
    for (var name : List.of("c", "a", "b-2", "b", "b1")) {
      done(store.save(draft(name, 1), MANY));
    }
    done(store.publish(revision("b", 1), 1));

    var first = done(store.page("", 2));
    var second = done(store.page("b", 2));
    var third = done(store.page("b1", 2));

    assertEquals(List.of(line("a"), new Line(id("b"), NOW, Optional.of(1))), first);
    assertEquals(List.of(line("b-2"), line("b1")), second);
    assertEquals(List.of(line("c")), third);
    assertEquals(List.of(), done(store.page("zzz", 2)));
  }

  private static Line line(String name) {
    return new Line(id(name), NOW, Optional.empty());
  }

  private static <T> List<T> together(int count, IntFunction<Callable<T>> task)
      throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = IntStream.range(0, count).mapToObj(task).map(executor::submit).toList();
      var results = new ArrayList<T>();
      for (var one : all) {
        results.add(one.get());
      }
      return results;
    }
  }
}
