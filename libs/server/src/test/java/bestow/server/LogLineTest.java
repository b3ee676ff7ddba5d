package bestow.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private static LogRecord record(String message, Object... parameters) {
    var record = new LogRecord(Level.WARNING, message);
    record.setInstant(Instant.parse("2026-11-20T01:02:03.004Z"));
    record.setLoggerName("bestow.quota.Quota");
    record.setParameters(parameters);
    return record;
  }

  private static String line(LogRecord record) {
    return new String(LogLine.of(record, "quota"), US_ASCII);
  }

  @Test
  void aLineSaysWhenHowBadWhoAndWhat() {
    assertEquals(
        "{\"ts\":\"2026-11-20T01:02:03.004Z\",\"level\":\"WARN\",\"service\":\"quota\","
            + "\"logger\":\"bestow.quota.Quota\",\"msg\":\"7 of it's gone\"}\n",
        line(record("{0} of it''s gone", 7)));
  }

  @Test
  void whatIsPartOfATraceNamesIt() {
    var span =
        Span.wrap(
            SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault()));
    var context = new CallContext(new Deadline(0), Context.root().with(span), Criticality.COMMIT);

    var line = context.call(() -> line(record("here")));

    assertTrue(line.contains("\"trace\":\"" + TRACE + "\",\"span\":\"" + SPAN + "\""), line);
  }

  @Test
  void nothingThatSomebodySendsCanMakeALineOfItsOwn() {
    var line = line(record("a\r\n{\"level\":\"ERROR\"}\u2028\u0000\u001b[31m\"\\é"));

    assertEquals(line.length() - 1, line.indexOf('\n'));
    assertTrue(
        line.endsWith(
            "\"msg\":\"a\\r\\n{\\\"level\\\":\\\"ERROR\\\"}\\u2028\\u0000\\u001b[31m\\\"\\\\\\u00e9\"}\n"),
        line);
  }

  @Test
  void aLineIsNeverLongerThanAPipeTakesInOnePiece() {
    var record = record("\u00e9".repeat(100_000));
    record.setThrown(new IllegalStateException("\u00e9".repeat(100_000), new Error("inner")));

    var line = line(record);

    assertTrue(line.length() <= 4096, "was " + line.length());
    assertTrue(line.length() > 3900, "was " + line.length());
    assertTrue(line.endsWith("\"}\n"), line);
  }

  @Test
  void anErrorIsToldWithItsCauses() {
    var record = record("broke");
    record.setThrown(new IllegalStateException("outer", new IllegalArgumentException("inner")));

    var line = line(record);

    assertTrue(
        line.contains("\"error\":\"java.lang.IllegalStateException: outer\\n  at bestow."), line);
    assertTrue(line.contains("\\ncaused by java.lang.IllegalArgumentException: inner"), line);
  }

  @Test
  void aTextThatOnlyLooksLikeAPatternIsTakenAsItIs() {
    assertTrue(line(record("{\"a\": 1}", 7)).contains("\"msg\":\"{\\\"a\\\": 1}\""));
  }

  @Test
  void librariesAreHeardFromWarningsOnAndOthersFromInfo() {
    var out = new ByteArrayOutputStream();
    var writer = new LogWriter("quota", out);
    for (var level : new Level[] {Level.FINE, Level.INFO, Level.WARNING}) {
      for (var logger : new String[] {"io.helidon.webserver.Loom", "bestow.quota.Quota"}) {
        var record = new LogRecord(level, level + " of " + logger);
        record.setLoggerName(logger);
        if (level.intValue() >= Level.INFO.intValue()) {
          writer.publish(record);
        }
      }
    }

    var lines = out.toString(US_ASCII);
    assertFalse(lines.contains("INFO of io.helidon"), lines);
    assertTrue(lines.contains("WARNING of io.helidon"), lines);
    assertTrue(lines.contains("INFO of bestow.quota"), lines);
  }
}
