package bestow.config;

import static bestow.config.Samples.done;
import static bestow.config.Samples.draft;
import static bestow.config.Samples.id;
import static bestow.config.Samples.revision;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.config.ConfigStore.Answer;
import bestow.config.ConfigStore.Saving;
import bestow.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What only a store with a process of its own can lose.
class RedisConfigStoreTest {

  @Test
  void nothingThatWasAnsweredIsLostWhenRedisIsKilled() {
    try (var fixture = StoreFixture.start();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var store = fixture.configs();
      var acknowledged = new AtomicInteger();
      var published = new AtomicInteger();
      done(store.save(draft("spring", 1), 10));
      acknowledged.set(1);
      var writer = executor.submit(() -> writeUntilItFails(store, acknowledged, published));

      Eventually.within(StoreFixture.SOON, () -> published.get() >= 20, "twenty publications");
      fixture.redis().kill();
      Eventually.within(StoreFixture.SOON, writer::isDone, "the writer has noticed");
      fixture.redis().restart();
      Eventually.within(StoreFixture.SOON, fixture.store()::reachable, "Redis is back");

      var entry = done(store.entry(id("spring"))).orElseThrow();
      long edit = entry.draft().edit();
      int number = entry.newest().orElseThrow().revision().number();
      // What was under way may have been kept without an answer; what was answered is there.
      assertTrue(edit >= acknowledged.get(), edit + " of " + acknowledged);
      assertTrue(number >= published.get(), number + " of " + published);
      assertEquals(draft("spring", edit), entry.draft());
      for (int i = 1; i <= number; i++) {
        assertEquals(
            Optional.of(new ConfigStore.Live(revision("spring", i), i)),
            done(store.revision(id("spring"), i)));
      }
      assertEquals(number, done(store.version()));
    }
  }

  @Test
  void anotherInstanceSeesWhatThisOneKept() {
    try (var fixture = StoreFixture.start();
        var other = StoreFixture.open(fixture.redis())) {
      done(fixture.configs().save(draft("spring", 1), 10));
      done(fixture.configs().publish(revision("spring", 1), 1));

      var seen = new RedisConfigStore(other);

      assertEquals(1, done(seen.version()));
      assertEquals(draft("spring", 1), done(seen.entry(id("spring"))).orElseThrow().draft());
    }
  }

  @Test
  void aRecordWithOneWrongByteIsDamagedWhereverItIsRead() {
    try (var fixture = StoreFixture.start()) {
      var store = fixture.configs();
      done(store.save(draft("spring", 1), 10));
      done(store.publish(revision("spring", 1), 1));

      flip(fixture, "{config}:live", "spring");
      assertInstanceOf(Answer.Damaged.class, store.entry(id("spring")));
      assertInstanceOf(Answer.Damaged.class, store.published());
      flip(fixture, "{config}:revisions", "spring:1");
      assertInstanceOf(Answer.Damaged.class, store.revision(id("spring"), 1));

      done(store.save(draft("autumn", 1), 10));
      flip(fixture, "{config}:drafts", "autumn");
      assertInstanceOf(Answer.Damaged.class, store.entry(id("autumn")));
    }
  }

  @Test
  void aRevisionIsNotOverwrittenEvenWhereTheLiveOneIsLost() {
    try (var fixture = StoreFixture.start()) {
      var store = fixture.configs();
      done(store.save(draft("spring", 1), 10));
      done(store.publish(revision("spring", 1), 1));
      fixture.redis().command("HDEL", "{config}:live", "spring");
      var other = revision(1, "x", Samples.campaign(Samples.file("spring", 7)));

      assertEquals(Optional.empty(), done(store.publish(other, 1)));

      var first = new ConfigStore.Live(revision("spring", 1), 1);
      assertEquals(Optional.of(first), done(store.revision(id("spring"), 1)));
    }
  }

  @Test
  void withoutRedisNothingIsDoneOrItIsUncertain() {
    try (var fixture = StoreFixture.start()) {
      var store = fixture.configs();
      fixture.redis().kill();
      Eventually.within(
          StoreFixture.SOON, () -> !fixture.store().reachable(), "the store has noticed");

      assertInstanceOf(Answer.NotDone.class, store.save(draft("spring", 1), 10));
      assertInstanceOf(Answer.NotDone.class, store.publish(revision("spring", 1), 1));
      assertInstanceOf(Answer.NotDone.class, store.entry(id("spring")));
      assertInstanceOf(Answer.NotDone.class, store.revision(id("spring"), 1));
      assertInstanceOf(Answer.NotDone.class, store.page("", 1));
      assertInstanceOf(Answer.NotDone.class, store.version());
      assertInstanceOf(Answer.NotDone.class, store.published());
    }
  }

  @Test
  void allKeysShareOneHashTag() {
    try (var fixture = StoreFixture.start()) {
      done(fixture.configs().save(draft("spring", 1), 10));
      done(fixture.configs().publish(revision("spring", 1), 1));

      var keys = new ArrayList<>(List.of(fixture.redis().command("KEYS", "*").split("\n", -1)));
      keys.removeIf(key -> key.startsWith("{config}:"));

      assertTrue(keys.size() <= 1, "only the store's own owner key: " + keys);
    }
  }

  private static void writeUntilItFails(
      ConfigStore store, AtomicInteger acknowledged, AtomicInteger published) {
    while (true) {
      int edit = acknowledged.get() + 1;
      if (!store.save(draft("spring", edit), 10).equals(new Answer.Done<>(Saving.KEPT))) {
        return;
      }
      acknowledged.set(edit);
      int number = published.get() + 1;
      if (!(store.publish(revision("spring", number), edit) instanceof Answer.Done<?>)) {
        return;
      }
      published.set(number);
    }
  }

  /// Changes one letter in the midst of a record.
  private static void flip(StoreFixture fixture, String key, String field) {
    var record = fixture.redis().command("HGET", key, field);
    int at = record.indexOf("cake");
    var flipped = record.substring(0, at) + "cave" + record.substring(at + 4);
    fixture.redis().command("HSET", key, field, flipped);
  }
}
