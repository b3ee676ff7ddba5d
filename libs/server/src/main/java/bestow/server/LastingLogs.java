package bestow.server;

import java.util.logging.LogManager;

/// A log manager whose handlers stay when the process begins to shut down. The JDK's own takes them
/// away in a shutdown hook of its own, beside ours that drains: what happens while draining would
/// be told to nobody. Public with a public constructor, since the JDK makes it by name.
public final class LastingLogs extends LogManager {

  private volatile boolean lasting;

  /// Made by the JDK, by the name that [Logs#configure] gives it.
  public LastingLogs() {}

  void last() {
    lasting = true;
  }

  @Override
  public void reset() {
    if (!lasting) {
      super.reset();
    }
  }
}
