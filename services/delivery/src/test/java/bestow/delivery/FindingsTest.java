package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.Finding.Kind;
import bestow.delivery.ProviderJudge.Judgement;
import bestow.delivery.ProviderJudge.Said;
import bestow.delivery.ProviderLedger.Result;
import bestow.delivery.RedisFindings.UnansweredException;
import bestow.testing.FakeClock;
import bestow.testing.FakeTicker;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was found and what people closed, over a real Redis.
final class FindingsTest {

  private static final Judgement.Ask ASK =
      new Judgement.Ask(Kind.ONLY_OURS, "delivered", "unknown", "Look.");

  private static final Judgement.Ask OTHER =
      new Judgement.Ask(Kind.ONLY_OURS, "delivered", "other", "Look.");

  private static final Duration SEEN_TO_KEPT = Duration.ofDays(30);

  private final FakeClock clock = new FakeClock();
  private final Drift drift = new Drift(OpenTelemetry.noop().getMeter("test"));
  private final String subject = Samples.number().value();
  private RedisFixture redis;
  private RedisFindings store;
  private Findings findings;
  private ProviderLedger ledger;

  @BeforeEach
  void start() {
    redis = RedisFixture.start();
    store = new RedisFindings(redis.store(), SEEN_TO_KEPT);
    findings = new Findings(store, drift, clock, SEEN_TO_KEPT);
    // What is found needs neither orders nor those who wait for them.
    var ticker = new FakeTicker();
    var book =
        new OrderBook(redis.orders(), new Settling(ticker::nanos, 1), clock, ticker::nanos, "here");
    var parts = new ProviderLedger.Parts(store, book, new OrderWatch(1), drift);
    var clocks = new Providers.Clocks(clock, ticker::nanos);
    ledger = new ProviderLedger(parts, clocks, new ProviderLedger.Limits(1, Duration.ZERO));
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void whatAPersonClosesWhileItIsLookedAtStaysClosed() throws UnansweredException {
    ledger.found(subject, Optional.empty(), ASK);
    var before = found();
    assertTrue(findings.close(subject, "ann", "seen to").isPresent());

    ledger.found(subject, before, ASK);
    assertFalse(found().orElseThrow().open());
    var _ = ledger.heard(subject, Optional.empty(), before, new Said.NeverHeard());

    assertEquals("Closed by ann: seen to", found().orElseThrow().deed());
  }

  @Test
  void whatHasChangedSinceItWasClosedComesBack() throws UnansweredException {
    ledger.found(subject, Optional.empty(), ASK);
    assertTrue(findings.close(subject, "ann", "seen to").isPresent());

    ledger.found(subject, found(), ASK);
    assertFalse(found().orElseThrow().open());
    ledger.found(subject, found(), OTHER);

    assertTrue(found().orElseThrow().open());
  }

  @Test
  void whatAgreesByNowIsDoneWithButKeepsAPersonsWords() throws UnansweredException {
    ledger.found(subject, Optional.empty(), ASK);
    agree();
    assertEquals("They agree by now.", found().orElseThrow().deed());
    ledger.found(subject, found(), OTHER);
    assertTrue(findings.close(subject, "ann", "seen to").isPresent());

    agree();

    assertEquals("Closed by ann: seen to", found().orElseThrow().deed());
  }

  @Test
  void whatIsStatedInTwoWaysStaysSoWhateverOneOfThemAgreesWith() throws UnansweredException {
    var twice = new Judgement.Ask(Kind.DIFFERS, "delivered", "stated twice", "Look.");
    ledger.found(subject, Optional.empty(), twice);

    agree();

    assertTrue(found().orElseThrow().open());
  }

  @Test
  void whatIsFoundAgainWasFoundThen() throws UnansweredException {
    ledger.found(subject, Optional.empty(), ASK);
    long first = clock.millis();
    clock.advance(Duration.ofHours(1));

    ledger.found(subject, found(), ASK);

    assertEquals(first, found().orElseThrow().since());
    assertEquals(clock.millis(), found().orElseThrow().checkedAt());
  }

  @Test
  void whatIsDoneWithIsShownForADayAndWhatIsOpenForEver() throws UnansweredException {
    var open = Samples.number().value();
    ledger.found(open, Optional.empty(), ASK);
    ledger.found(subject, Optional.empty(), ASK);
    agree();

    clock.advance(Duration.ofDays(1));
    round();
    assertEquals(2, all().size());
    clock.advance(Duration.ofMillis(1));
    round();

    assertEquals(List.of(open), all().stream().map(Finding::subject).toList());
  }

  @Test
  void aPersonsWordHoldsAsLongAsTheSameStatementMayComeAgain() throws UnansweredException {
    ledger.found(subject, Optional.empty(), ASK);
    assertTrue(findings.close(subject, "ann", "seen to").isPresent());

    clock.advance(SEEN_TO_KEPT);
    round();
    ledger.found(subject, found(), ASK);
    assertFalse(found().orElseThrow().open());
    clock.advance(Duration.ofMillis(1));
    round();

    assertEquals(List.of(), all());
  }

  @Test
  void whatPersonsHaveSeenToLeavesRoomForOthers() throws UnansweredException {
    int most = RedisFindings.FINDINGS_MAX;
    for (int i = 0; i < most; i++) {
      ledger.found("theirs-" + i, Optional.empty(), ASK);
      clock.advance(Duration.ofMillis(1));
      assertTrue(findings.close("theirs-" + i, "ann", "seen to").isPresent());
    }

    round();

    assertEquals(most / 2, page(most).size());
    assertTrue(page(most).stream().anyMatch(one -> one.subject().equals("theirs-" + (most - 1))));
    assertTrue(page(most).stream().noneMatch(one -> one.subject().equals("theirs-0")));
  }

  private void agree() throws UnansweredException {
    var result = ledger.heard(subject, Optional.empty(), found(), new Said.NeverHeard());
    assertEquals(Result.AGREED, result);
  }

  private Optional<Finding> found() throws UnansweredException {
    return all().stream().filter(finding -> finding.subject().equals(subject)).findFirst();
  }

  private List<Finding> all() throws UnansweredException {
    return page(100);
  }

  private List<Finding> page(int most) throws UnansweredException {
    return findings.page(Findings.Place.START, most).findings();
  }

  private void round() {
    for (int shard = 0; shard < OrderNumber.SHARDS; shard++) {
      findings.round();
    }
  }
}
