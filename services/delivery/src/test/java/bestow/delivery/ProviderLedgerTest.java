package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.FreePort;
import bestow.wire.MalformedJsonException;
import bestow.wire.delivery.ProviderReport.Finding;
import bestow.wire.delivery.StatementReply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a provider has otherwise than delivery is found in its statement; over a real Redis and
/// real HTTP.
final class ProviderLedgerTest {

  private StatementFixture on;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws StartException {
    on = StatementFixture.start(folder);
  }

  @AfterEach
  void stop() {
    on.close();
  }

  @Test
  void whatAgreesIsNoFindingHoweverOftenItIsStated() throws MalformedJsonException {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 120; i++) {
      var order = on.delivered(Samples.number(i), "r-" + i);
      lines.add(StatementFixture.line(order, "r-" + i, 1));
    }

    for (int i = 0; i < 2; i++) {
      assertEquals(
          new StatementReply(120, 120, 0, 0, 0),
          on.take("2026-11-20" + StatementFixture.DAYS, lines).reply());
    }
    assertEquals(List.of(), on.findings());
  }

  @Test
  void oneOfEachKindIsFound() throws MalformedJsonException {
    var unstated = on.delivered(Samples.number(), "r-1");
    var foreign = Samples.number();
    var other = on.delivered(Samples.number(), "r-2");
    var more = on.delivered(Samples.number(), "r-3");
    var twice = on.delivered(Samples.number(), "r-4");
    var late = on.uncertain(Samples.number());
    var gone = Samples.number();
    on.delivery().question(gone).is(200);

    var taken =
        on.take(
            "2026-11-20" + StatementFixture.DAYS,
            List.of(
                StatementFixture.line(foreign, "r-9", 1),
                StatementFixture.line(other, "r-8", 1),
                StatementFixture.line(more, "r-3", 2),
                StatementFixture.line(twice, "r-4", 1),
                StatementFixture.line(twice, "r-5", 1),
                StatementFixture.line(late, "r-6", 1),
                StatementFixture.line(gone, "r-7", 1),
                "not-of-ours,r-0,2026-11-20T00:00:00Z,1"));

    assertEquals(new StatementReply(8, 1, 1, 6, 1), taken.reply());
    on.assertFinding(unstated, "only-ours", "stands in no statement");
    on.assertFinding(foreign, "only-theirs", "receipt r-9");
    on.assertFinding(other, "differs", "receipt r-8");
    on.assertFinding(more, "differs", "quantity 2");
    on.assertFinding(
        twice, "differs", "receipt r-4 and, in 2026-11-20 line 6, as sandbox, receipt r-5");
    on.assertFinding(gone, "differs", "receipt r-7");
    assertTrue(on.finding("not-of-ours").open());
    var proved = on.finding(late.value());
    assertEquals("late", proved.kind());
    assertFalse(proved.open());
    assertTrue(on.delivery().order(late, 0).body().contains("\"receipt\":\"r-6\""));
    assertTrue(on.delivery().order(late, 0).body().contains("\"state\":\"delivered\""));
  }

  @Test
  void whatIsMissingIsFoundHoweverMuchItIs() throws MalformedJsonException {
    for (int i = 0; i < 130; i++) {
      var _ = on.delivered(Samples.number(), "r-" + i);
    }
    for (int i = 0; i < 5; i++) {
      on.compared(on.delivered(Samples.number(), "c-" + i));
    }

    assertEquals(
        new StatementReply(0, 0, 0, 0, 135),
        on.take("d" + StatementFixture.DAYS, List.of()).reply());
    assertEquals(135, on.findings().size());
  }

  @Test
  void whatEndedJustBeforeAStatementsEndMayStandInTheNextOne() throws MalformedJsonException {
    var order = on.delivered(Samples.number(), "r-1");
    var from = StatementFixture.NOW.minus(Duration.ofDays(1));
    var near = Instant.ofEpochMilli(StatementFixture.BEFORE).plus(Duration.ofMinutes(14));
    var later = Instant.ofEpochMilli(StatementFixture.BEFORE).plus(Duration.ofMinutes(16));

    var none = on.take("d?from=%s&to=%s".formatted(from, near), List.of()).reply();
    var next = on.take("d?from=%s&to=%s".formatted(near, later), List.of()).reply();

    assertEquals(0, none.unstated());
    assertEquals(1, next.unstated());
    assertEquals("only-ours", on.finding(order.value()).kind());
  }

  @Test
  void whatIsStatedIsRememberedForAMonth() throws MalformedJsonException {
    var order = on.delivered(Samples.number(), "r-1");
    var _ = on.take("d", List.of(StatementFixture.line(order, "r-1", 1)));

    var key = "{s%s}:stated:%s".formatted(order.shard(), order);
    long left = Long.parseLong(on.redis().redis().command("PTTL", key));
    assertTrue(left > Duration.ofDays(29).toMillis(), "it is " + left);
  }

  @Test
  void moreProofThanUsualIsForAPersonFirst() throws MalformedJsonException {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      lines.add(StatementFixture.line(on.uncertain(Samples.number()), "r-" + i, 1));
    }

    var reply = on.take("2026-11-20", lines).reply();

    assertEquals(new StatementReply(5, 0, 2, 3, 0), reply);
    assertEquals(3, on.findings().stream().filter(Finding::open).count());
  }

  @Test
  void aFindingIsClosedByAPersonOrByALaterStatement() throws MalformedJsonException {
    var ours = on.delivered(Samples.number(), "r-1");
    var foreign = Samples.number();
    var _ =
        on.take(
            "2026-11-20" + StatementFixture.DAYS,
            List.of(StatementFixture.line(foreign, "r-9", 1)));
    assertTrue(on.finding(ours.value()).open());

    var body = "{\"by\":\"ann\",\"why\":\"taken off the bill\"}";
    var path = "/v1/reconciliation/" + foreign + "/close";
    on.delivery().client().send("POST", path, StatementFixture.OPERATOR, body).is(200);
    on.delivery()
        .client()
        .send("POST", path, StatementFixture.OPERATOR, body)
        .isProblem(404, "unknown-finding");
    var _ =
        on.take(
            "2026-11-20" + StatementFixture.DAYS,
            List.of(StatementFixture.line(foreign, "r-9", 1)));
    var _ =
        on.take(
            "2026-11-21" + StatementFixture.DAYS, List.of(StatementFixture.line(ours, "r-1", 1)));

    assertEquals(0, on.findings().stream().filter(Finding::open).count());
    assertTrue(on.finding(foreign.value()).deed().contains("ann: taken off the bill"));
  }

  @Test
  void whatIsNoNumberOfOursStaysClosedToo() throws MalformedJsonException {
    var line = "not-of-ours,r-0,2026-11-20T00:00:00Z,1";
    var _ = on.take("d", List.of(line));
    var first = on.finding("not-of-ours").since();
    var _ = on.take("d", List.of(line));
    assertEquals(first, on.finding("not-of-ours").since());
    var body = "{\"by\":\"ann\",\"why\":\"another shop's\"}";
    on.delivery()
        .client()
        .send("POST", "/v1/reconciliation/not-of-ours/close", StatementFixture.OPERATOR, body)
        .is(200);

    assertEquals(1, on.take("d", List.of(line)).reply().found());
    assertFalse(on.finding("not-of-ours").open());
    var _ = on.take("d", List.of(line.replace("r-0", "r-1")));
    assertTrue(on.finding("not-of-ours").open(), "it has changed");
  }

  @Test
  void whatIsFoundAgainCountsOnce() throws Exception {
    int port = FreePort.next();
    on.restart(Map.of("metrics.port", Integer.toString(port)));
    var line = StatementFixture.line(Samples.number(), "r-9", 1);

    for (int i = 0; i < 3; i++) {
      assertEquals(1, on.take("d", List.of(line)).reply().found());
    }

    Metrics.awaitSeen(port, " 1.0", "bestow_delivery_found_total{", "\"only-theirs\"");
  }

  @Test
  void mistakesAreToldAndTheOtherLinesAreTaken() throws MalformedJsonException {
    var order = on.delivered(Samples.number(), "r-1");
    var foreign = Samples.number();

    var wrong =
        on.post(
                "/v1/statements/sandbox/d" + StatementFixture.DAYS,
                StatementFixture.csv(List.of("x", StatementFixture.line(foreign, "r-9", 1))))
            .isProblem(422, "invalid");

    assertTrue(wrong.body().contains("\"line\":2"), wrong.body());
    assertTrue(wrong.body().contains("1 lines were taken"), wrong.body());
    assertEquals(1, on.findings().size(), "unstated orders are not looked for");
    assertEquals("only-theirs", on.finding(foreign.value()).kind());
    assertTrue(on.delivery().order(order, 0).body().contains("delivered"));
  }

  @Test
  void aStatementsTimeBeginsBeforeItEndsAndIsRememberedStill() {
    var now = StatementFixture.NOW;
    // What ended a quarter of an hour before it is looked for as well, three days back at most.
    var first = now.minus(Duration.ofDays(3)).plus(Duration.ofMinutes(15));

    assertTime(422, now, now);
    assertTime(422, now, now.minusMillis(1));
    assertTime(422, first.minus(Duration.ofMinutes(1)), now);
    assertTime(200, first.plus(Duration.ofMinutes(5)), now);
    assertTime(200, now.minusMillis(1), now);
  }

  private void assertTime(int status, Instant from, Instant to) {
    var path = "/v1/statements/sandbox/d?from=%s&to=%s".formatted(from, to);
    on.post(path, StatementFixture.csv(List.of())).is(status);
  }

  @Test
  void onlyOperatorsComeInAndOnlyWithWhatMakesSense() {
    var path = "/v1/statements/sandbox/2026-11-20";
    var none = Map.of("Content-Type", "text/csv");
    on.delivery().client().send("POST", path, none, "x").isProblem(401, "token-invalid");
    on.delivery()
        .client()
        .send("GET", "/v1/reconciliation", Map.of())
        .isProblem(401, "token-invalid");
    on.delivery()
        .client()
        .send("POST", path, StatementFixture.OPERATOR, "{}")
        .isProblem(415, "unsupported-media-type");
    on.post(path, "order\n").isProblem(422, "invalid");
    for (var query : List.of("?from=x&to=y", "?from=2026-11-20T00:00:00Z", "?to=x")) {
      on.post(path + query, StatementFixture.csv(List.of())).isProblem(422, "invalid");
    }
    on.post("/v1/statements/SAND/x", StatementFixture.csv(List.of())).isProblem(422, "invalid");
    for (var query : List.of("limit=0", "limit=201", "limit=x", "after=x")) {
      on.delivery()
          .client()
          .send("GET", "/v1/reconciliation?" + query, StatementFixture.OPERATOR)
          .isProblem(422, "invalid");
    }
  }
}
