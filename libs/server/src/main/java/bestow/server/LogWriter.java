package bestow.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// Writes each record as one line, in one write, so that lines of several threads never mix and no
/// lock is held while writing.
final class LogWriter extends Handler {

  /// Libraries that tell at INFO what nobody needs to know.
  private static final List<String> TALKATIVE =
      List.of("io.helidon.", "io.opentelemetry.", "org.kiwiproject.", "redis.clients.");

  private final String service;
  private final OutputStream out;

  LogWriter(String service, OutputStream out) {
    this.service = service;
    this.out = out;
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record) || isTalk(record)) {
      return;
    }
    try {
      out.write(LogLine.of(record, service));
    } catch (IOException e) {
      reportError("The log line could not be written", e, ErrorManager.WRITE_FAILURE);
    }
  }

  @Override
  public void flush() {
    // Every line is written at once.
  }

  @Override
  public void close() {
    // The process's own standard error is not ours to close.
  }

  private static boolean isTalk(LogRecord record) {
    var logger = record.getLoggerName();
    return logger != null
        && record.getLevel().intValue() < Level.WARNING.intValue()
        && TALKATIVE.stream().anyMatch(logger::startsWith);
  }
}
