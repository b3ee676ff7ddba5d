package bestow.config;

import static bestow.config.Samples.bytes;
import static bestow.config.Samples.done;
import static bestow.config.Samples.file;
import static bestow.config.Samples.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.config.ConfigOutcome.Drafted;
import bestow.config.ConfigOutcome.PreconditionFailed;
import bestow.config.ConfigOutcome.PreconditionRequired;
import bestow.config.ConfigOutcome.Publication;
import bestow.config.Precondition.Missing;
import bestow.testing.FakeClock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two operators at once: one comes between the other's look and act.
class ConfigRaceTest {
  private static final Precondition NOTHING_SEEN = new Missing();

  private final MemoryConfigStore store = new MemoryConfigStore();
  private final Config config =
      new Config(store, new FakeClock(), new Config.Limits(3, 4, Samples.KEEP), () -> {});

  @Test
  void ofTwoWritersAtOnceTheSecondIsTurnedAway() {
    store.meanwhile(() -> save("spring", NOTHING_SEEN, 10));
    assertEquals(new PreconditionRequired(1), save("spring", NOTHING_SEEN, 20));
    assertEquals(file("spring", 10), text("spring"));

    store.meanwhile(() -> save("spring", seen("\"1\""), 30));
    assertEquals(new PreconditionFailed(Optional.of(2L)), save("spring", seen("\"1\""), 40));
    assertEquals(file("spring", 30), text("spring"));
  }

  @Test
  void ofTwoPublishersOfOneDraftAtOnceBothGetTheSameRevision() {
    save("spring", NOTHING_SEEN, 10);
    store.meanwhile(() -> publish("spring", "\"1\""));

    var second = assertInstanceOf(Publication.class, publish("spring", "\"1\""));

    assertEquals(1, second.revised().live().revision().number());
    assertEquals(1, done(store.version()));
  }

  @Test
  void aDraftThatIsWrittenWhileItIsPublishedIsNotPublished() {
    save("spring", NOTHING_SEEN, 10);
    store.meanwhile(() -> save("spring", seen("\"1\""), 20));

    assertEquals(new PreconditionFailed(Optional.of(2L)), publish("spring", "\"1\""));
    assertEquals(0, done(store.version()));
  }

  private ConfigOutcome save(String id, Precondition seen, long stock) {
    return config.save(id(id), seen, bytes(file(id, stock)));
  }

  private ConfigOutcome publish(String id, String tag) {
    return config.publish(id(id), seen(tag));
  }

  private String text(String id) {
    return assertInstanceOf(Drafted.class, config.campaign(id(id))).draft().text();
  }

  private static Precondition seen(String tag) {
    return Precondition.of(tag);
  }
}
