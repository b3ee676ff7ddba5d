package bestow.config;

import static bestow.config.Samples.KEEP;
import static bestow.config.Samples.NOW;
import static bestow.config.Samples.bytes;
import static bestow.config.Samples.campaign;
import static bestow.config.Samples.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.config.CampaignFile.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a revision lets the next one change. [Samples#until] has one that ends on 20 December.
class RevisionTest {
  private static final String DECEMBER = until("2026-12-20T00:00:00+08:00");
  private static final Revision FIRST = Revision.first(NOW, DECEMBER, campaign(DECEMBER));

  @Test
  void whatIsAsItWasMayBePublishedAgain() {
    assertEquals(List.of(), changes(FIRST, DECEMBER));
  }

  @Test
  void aCampaignEndsNoLaterThanTheRecordsOfItsFirstClaimsGo() {
    assertEquals(List.of(), changes(FIRST, until("2027-01-19T00:00:00+08:00")));
    assertEquals(
        List.of(
            new Mistake(
                new Position(2, 47),
                "window.to",
                "window.to is 2027-01-18T16:00Z at the latest, because the records of the first"
                    + " claims go then and their users could claim again; was"
                    + " 2027-01-18T16:00:00.001Z; publish what comes later as a campaign with"
                    + " another id")),
        changes(FIRST, until("2027-01-18T16:00:00.001Z")));
  }

  @Test
  void recordsThatLiveLongerLetACampaignBeLonger() {
    var year = (Reading.Sound) CampaignFile.read(bytes(until("2027-12-20T00:00:00+08:00")));

    assertEquals(1, FIRST.changes(year, Duration.ofDays(365).minusMillis(1)).size());
    assertEquals(List.of(), FIRST.changes(year, Duration.ofDays(365)));
  }

  @Test
  void stepByStepACampaignGetsNoLongerThanAtOnce() {
    var longer = next(FIRST, until("2027-01-19T00:00:00+08:00"));

    assertEquals(FIRST.endsFirst(), longer.endsFirst());
    assertEquals(1, changes(longer, until("2027-01-19T00:00:01+08:00")).size());
  }

  @Test
  void whoeverClaimedWhileItWasShorterCounts() {
    var longAgain = next(next(FIRST, until("2026-12-01T00:00:00+08:00")), DECEMBER);

    assertEquals(Instant.parse("2026-11-30T16:00:00Z"), longAgain.endsFirst());
    assertEquals(List.of(), changes(longAgain, until("2026-12-31T00:00:00+08:00")));
    assertEquals(1, changes(longAgain, until("2026-12-31T00:00:01+08:00")).size());
  }

  @Test
  void allThatMayNotChangeIsToldInTheOrderOfTheFile() {
    var both = until("2028-01-01T00:00:00+08:00").replace("buckets: 2", "buckets: 4");

    assertEquals(
        List.of("window.to", "gifts[0].buckets"),
        changes(FIRST, both).stream().map(Mistake::path).toList());
  }

  private static Revision next(Revision before, String file) {
    return before.next(NOW, file, campaign(file));
  }

  private static List<Mistake> changes(Revision before, String file) {
    return before.changes((Reading.Sound) CampaignFile.read(bytes(file)), KEEP);
  }
}
