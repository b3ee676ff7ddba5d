package bestow.server;

import bestow.mesh.CallContext;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// One line of the log as JSON: `ts`, `level`, `service`, `logger`, `trace` and `span` where the
/// work is part of one, `msg`, and `error` where there is one. Pure ASCII, no line break within,
/// and never longer than a pipe takes in one piece.
final class LogLine {

  /// PIPE_BUF of Linux: up to here a write to a pipe is never torn apart.
  private static final int BYTES_MAX = 4096;

  /// What the message may take of it; the rest is for the error.
  private static final int MESSAGE_BYTES_MAX = 2048;

  private static final int CAUSES_MAX = 4;
  private static final int FRAMES_MAX = 12;

  private final StringBuilder line = new StringBuilder(256);

  private LogLine() {}

  /// The line of a record that is being logged by the running thread.
  static byte[] of(LogRecord record, String service) {
    var line = new LogLine();
    line.line.append("{\"ts\":\"").append(record.getInstant()).append('"');
    line.field("level", level(record.getLevel()), MESSAGE_BYTES_MAX);
    line.field("service", service, MESSAGE_BYTES_MAX);
    line.field("logger", String.valueOf(record.getLoggerName()), MESSAGE_BYTES_MAX);
    line.trace();
    line.field("msg", message(record), MESSAGE_BYTES_MAX);
    var thrown = record.getThrown();
    if (thrown != null) {
      line.field("error", error(thrown), BYTES_MAX);
    }
    return line.line.append("}\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void trace() {
    if (!CallContext.isBound()) {
      return;
    }
    var span = Span.fromContext(CallContext.current().trace()).getSpanContext();
    if (span.isValid()) {
      field("trace", span.getTraceId(), MESSAGE_BYTES_MAX);
      field("span", span.getSpanId(), MESSAGE_BYTES_MAX);
    }
  }

  /// Appends a member, cut off where the line would grow beyond `bytesMax`.
  private void field(String name, String value, int bytesMax) {
    // The longest escape, the closing quote and brace, and the line break still have to fit.
    int end = bytesMax - 12;
    line.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length() && line.length() < end; i++) {
      JsonText.escape(value.charAt(i), line);
    }
    line.append('"');
  }

  private static String message(LogRecord record) {
    var message = String.valueOf(record.getMessage());
    var parameters = record.getParameters();
    if (parameters == null || parameters.length == 0) {
      return message;
    }
    try {
      return new MessageFormat(message, Locale.ROOT).format(parameters);
    } catch (IllegalArgumentException e) {
      // Somebody else's text that only looks like a pattern.
      return message;
    }
  }

  /// The causes, the outermost first, each with the frames nearest to where it was thrown.
  private static String error(Throwable thrown) {
    var text = new StringBuilder();
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      text.append(depth == 0 ? "" : "\ncaused by ").append(cause);
      var frames = cause.getStackTrace();
      for (int i = 0; i < frames.length && i < FRAMES_MAX; i++) {
        text.append("\n  at ").append(frames[i]);
      }
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARN";
    }
    if (value >= Level.INFO.intValue()) {
      return "INFO";
    }
    return "DEBUG";
  }
}
