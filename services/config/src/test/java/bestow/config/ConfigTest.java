package bestow.config;

import static bestow.config.Samples.bytes;
import static bestow.config.Samples.done;
import static bestow.config.Samples.file;
import static bestow.config.Samples.id;
import static bestow.config.Samples.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.config.ConfigOutcome.Created;
import bestow.config.ConfigOutcome.Damaged;
import bestow.config.ConfigOutcome.Drafted;
import bestow.config.ConfigOutcome.Fixed;
import bestow.config.ConfigOutcome.Full;
import bestow.config.ConfigOutcome.Invalid;
import bestow.config.ConfigOutcome.Listed;
import bestow.config.ConfigOutcome.PreconditionFailed;
import bestow.config.ConfigOutcome.PreconditionRequired;
import bestow.config.ConfigOutcome.Publication;
import bestow.config.ConfigOutcome.Revised;
import bestow.config.ConfigOutcome.Unavailable;
import bestow.config.ConfigOutcome.Uncertain;
import bestow.config.ConfigOutcome.UnknownCampaign;
import bestow.config.ConfigOutcome.UnknownRevision;
import bestow.config.ConfigStore.Answer;
import bestow.config.Precondition.Missing;
import bestow.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConfigTest {
  private static final Precondition NOTHING_SEEN = new Missing();

  private final MemoryConfigStore store = new MemoryConfigStore();
  private final FakeClock clock = new FakeClock();
  private final AtomicInteger news = new AtomicInteger();
  private final Config config =
      new Config(store, clock, new Config.Limits(3, 4, Samples.KEEP), news::incrementAndGet);

  @Test
  void aNewCampaignNeedsNoPrecondition() {
    var created = assertInstanceOf(Created.class, save("spring", NOTHING_SEEN, 10));

    assertEquals(1, created.drafted().draft().edit());
    assertEquals(file("spring", 10), created.drafted().draft().text());
    assertEquals(clock.instant(), created.drafted().draft().savedAt());
    assertEquals(List.of(), created.drafted().findings());
  }

  @Test
  void whoeverWritesOverADraftHasToHaveSeenIt() {
    save("spring", NOTHING_SEEN, 10);

    assertEquals(new PreconditionRequired(1), save("spring", NOTHING_SEEN, 20));
    assertEquals(new PreconditionFailed(Optional.of(1L)), save("spring", seen("\"2\""), 20));
    assertEquals(new PreconditionFailed(Optional.of(1L)), save("spring", seen("W/\"1\""), 20));
    assertEquals(new PreconditionFailed(Optional.of(1L)), save("spring", seen("1"), 20));
    assertEquals(file("spring", 10), text("spring"), "nothing has changed");

    var second = assertInstanceOf(Drafted.class, save("spring", seen("\"7\", \"1\""), 20));
    assertEquals(2, second.draft().edit());
    assertEquals(new PreconditionFailed(Optional.of(2L)), save("spring", seen("\"1\""), 30));
    assertInstanceOf(Drafted.class, save("spring", seen("*"), 30));
  }

  @Test
  void aPreconditionOnACampaignThatIsNotThereFails() {
    assertEquals(new PreconditionFailed(Optional.empty()), save("spring", seen("\"1\""), 10));
    assertEquals(new PreconditionFailed(Optional.empty()), save("spring", seen("*"), 10));
    assertEquals(List.of(), done(store.page("", 10)));
  }

  @Test
  void aFileWithMistakesIsNotKept() {
    var outcome = config.save(id("spring"), NOTHING_SEEN, bytes("campaign: spring\nwindow: 5\n"));

    assertEquals(3, assertInstanceOf(Invalid.class, outcome).mistakes().size());
    assertEquals(Optional.empty(), done(store.entry(id("spring"))));
  }

  @Test
  void theIdInThePathIsTheOneInTheFile() {
    var outcome = config.save(id("autumn"), NOTHING_SEEN, bytes(file("spring", 10)));

    var mistake =
        new Mistake(
            new Position(1, 11),
            "campaign",
            "campaign must be autumn as in the path, was \"spring\"");
    assertEquals(new Invalid(List.of(mistake)), outcome);
    assertEquals(Optional.empty(), done(store.entry(id("autumn"))));
  }

  @Test
  void thereAreNoMoreCampaignsThanThereMayBe() {
    save("a", NOTHING_SEEN, 10);
    save("b", NOTHING_SEEN, 10);
    save("c", NOTHING_SEEN, 10);

    assertEquals(new Full("campaigns", 3), save("d", NOTHING_SEEN, 10));
  }

  @Test
  void whatIsPublishedIsTheDraftAndOneNumberHigher() {
    save("spring", NOTHING_SEEN, 10);
    clock.advance(Duration.ofHours(1));

    var first = assertInstanceOf(Publication.class, publish("spring", "\"1\""));
    save("spring", seen("\"1\""), 20);
    var second = assertInstanceOf(Publication.class, publish("spring", "\"2\""));

    var revision = first.revised().live().revision();
    assertEquals(1, revision.number());
    assertEquals(clock.instant(), revision.publishedAt());
    assertEquals(Samples.campaign(file("spring", 10)), revision.campaign());
    assertEquals(2, second.revised().live().revision().number());
    assertEquals(2, second.revised().live().version());
    assertEquals(2, news.get());
    assertEquals(new Revised(first.revised().live(), List.of()), config.revision(id("spring"), 1));
    assertEquals(Optional.of(2), drafted("spring").newest());
  }

  @Test
  void publishingTheSameDraftAgainGivesTheSameRevisionAgain() {
    save("spring", NOTHING_SEEN, 10);
    var first = publish("spring", "\"1\"");
    clock.advance(Duration.ofHours(1));

    assertEquals(first, publish("spring", "\"1\""));
    save("spring", seen("\"1\""), 10);
    var third = assertInstanceOf(Publication.class, publish("spring", "\"2\""));

    assertEquals(assertInstanceOf(Publication.class, first).revised(), third.revised());
    assertEquals(1, done(store.version()));
  }

  @Test
  void whoeverPublishesHasToHaveSeenTheDraft() {
    save("spring", NOTHING_SEEN, 10);

    assertEquals(new PreconditionRequired(1), config.publish(id("spring"), NOTHING_SEEN));
    assertEquals(new PreconditionFailed(Optional.of(1L)), publish("spring", "\"2\""));
    assertEquals(new UnknownCampaign("autumn"), publish("autumn", "\"1\""));
    assertEquals(0, done(store.version()));
    assertEquals(0, news.get());
  }

  @Test
  void whatBreaksAnErrorRuleIsNotPublished() {
    var broken = file("spring", 10).replace("limit: 1", "limit: 11");
    config.save(id("spring"), NOTHING_SEEN, bytes(broken));

    var outcome = publish("spring", "\"1\"");

    var mistake =
        new Mistake(
            new Position(4, 61),
            "gifts[0].perUser.limit",
            "perUser.limit 11 is above stock 10: no user can have as many (Q06)");
    assertEquals(new Invalid(List.of(mistake)), outcome);
    assertEquals(0, done(store.version()));
  }

  @Test
  void aWarningIsToldAndStandsInNobodysWay() {
    var daring = file("spring", 10).replace("stock: 10,", "stock: 10, daily: 11,");
    var created =
        assertInstanceOf(Created.class, config.save(id("spring"), NOTHING_SEEN, bytes(daring)));

    var published = assertInstanceOf(Publication.class, publish("spring", "\"1\""));

    assertEquals("Q05", created.drafted().findings().getFirst().rule());
    assertEquals(created.drafted().findings(), published.revised().findings());
    assertEquals(created.drafted().findings(), drafted("spring").findings());
  }

  @Test
  void theBucketsOfAGiftStayAsTheyWereFirstPublished() {
    save("spring", NOTHING_SEEN, 10);
    publish("spring", "\"1\"");
    var more = file("spring", 10).replace("buckets: 2", "buckets: 4");
    config.save(id("spring"), seen("\"1\""), bytes(more));

    var outcome = publish("spring", "\"2\"");

    var mistake =
        new Mistake(
            new Position(4, 84),
            "gifts[0].buckets",
            "buckets of gift cake is fixed at 2 since it was published, because users are mapped to"
                + " buckets by it; was 4");
    assertEquals(new Fixed(List.of(mistake)), outcome);
    assertEquals(1, done(store.version()));
  }

  @Test
  void theBucketsOfAGiftStayAlsoWhileItIsNotOffered() {
    var tart = file("spring", 10).replace("cake", "tart").replace("buckets: 2", "buckets: 8");
    var back = file("spring", 10).replace("buckets: 2", "buckets: 3");
    save("spring", NOTHING_SEEN, 10);
    publish("spring", "\"1\"");
    config.save(id("spring"), seen("\"1\""), bytes(tart));
    assertInstanceOf(Publication.class, publish("spring", "\"2\""));
    config.save(id("spring"), seen("\"2\""), bytes(back));

    assertInstanceOf(Fixed.class, publish("spring", "\"3\""));
  }

  @Test
  void aCampaignIsMadeLongerOnlyAsFarAsTheRecordsOfItsFirstClaimsLive() {
    save("spring", NOTHING_SEEN, 10);
    publish("spring", "\"1\"");
    config.save(id("spring"), seen("\"1\""), bytes(until("2027-01-19T00:00:00+08:00")));
    assertInstanceOf(Publication.class, publish("spring", "\"2\""));
    config.save(id("spring"), seen("\"2\""), bytes(until("2027-01-19T00:00:00.001+08:00")));

    var fixed = assertInstanceOf(Fixed.class, publish("spring", "\"3\""));

    assertEquals("window.to", fixed.changes().getFirst().path());
    assertEquals(2, done(store.version()));
  }

  @Test
  void aCampaignHasNoMoreRevisionsThanItMay() {
    save("spring", NOTHING_SEEN, 10);
    for (int edit = 1; edit <= 4; edit++) {
      assertInstanceOf(Publication.class, publish("spring", "\"" + edit + "\""));
      save("spring", seen("\"" + edit + "\""), 10 + edit);
    }

    assertEquals(new Full("revisions of this campaign", 4), publish("spring", "\"5\""));
  }

  @Test
  void pagesSayWhereTheNextOneBegins() {
    save("a", NOTHING_SEEN, 10);
    save("b", NOTHING_SEEN, 10);
    save("c", NOTHING_SEEN, 10);

    var first = assertInstanceOf(Listed.class, config.page("", 2));
    var second = assertInstanceOf(Listed.class, config.page("b", 2));
    var exact = assertInstanceOf(Listed.class, config.page("a", 2));

    assertEquals(Optional.of(id("b")), first.next());
    assertEquals(2, first.lines().size());
    assertEquals(Optional.empty(), second.next());
    assertEquals(1, second.lines().size());
    assertEquals(Optional.empty(), exact.next());
  }

  @Test
  void whatIsNotThereIsUnknown() {
    assertEquals(new UnknownCampaign("spring"), config.campaign(id("spring")));
    assertEquals(new UnknownRevision(id("spring")), config.revision(id("spring"), 1));
    assertEquals(new Listed(List.of(), Optional.empty()), config.page("", 2));
  }

  @Test
  void whatTheStoreCouldNotDoIsSaidAsItIs() {
    for (var failure :
        List.of(
            List.of(new Answer.NotDone<>("down"), new Unavailable("down")),
            List.of(new Answer.Uncertain<>("slow"), new Uncertain("slow")),
            List.of(new Answer.Damaged<>("torn"), new Damaged("torn")))) {
      store.fail((Answer<?>) failure.getFirst());

      assertEquals(failure.getLast(), save("spring", NOTHING_SEEN, 10));
      assertEquals(failure.getLast(), publish("spring", "\"1\""));
      assertEquals(failure.getLast(), config.campaign(id("spring")));
      assertEquals(failure.getLast(), config.revision(id("spring"), 1));
      assertEquals(failure.getLast(), config.page("", 2));
    }
    assertEquals(0, news.get());
  }

  private ConfigOutcome save(String id, Precondition seen, long stock) {
    return config.save(id(id), seen, bytes(file(id, stock)));
  }

  private ConfigOutcome publish(String id, String tag) {
    return config.publish(id(id), seen(tag));
  }

  private Drafted drafted(String id) {
    return assertInstanceOf(Drafted.class, config.campaign(id(id)));
  }

  private String text(String id) {
    return drafted(id).draft().text();
  }

  private static Precondition seen(String tag) {
    return Precondition.of(tag);
  }
}
