package bestow.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// How a process logs: one JSON object a line on standard error, whichever library it comes from.
public final class Logs {

  private Logs() {}

  /// Makes all logging of this process go through [LogLine]s. Call it first of all in `main`: it
  /// also keeps the log alive while the process drains, which the JDK would cut off at once.
  public static void configure(String service) {
    System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new LogWriter(service, new FileOutputStream(FileDescriptor.err)));
    if (LogManager.getLogManager() instanceof LastingLogs manager) {
      manager.last();
    }
  }

  /// The log of one class.
  static Logger of(Class<?> type) {
    return Logger.getLogger(type.getName());
  }
}
