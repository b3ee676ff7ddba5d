package bestow.server;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/// Helidon's own handling of a connection, with a last word before Helidon closes it.
///
/// @param handled what Helidon does; for the connection's own thread
/// @param farewell what is done once it has ended
record PoliteConnection(ServerConnection handled, Runnable farewell)
    implements ServerConnection, InterruptableTask<Void> {

  @Override
  public void handle(Limit limit) throws InterruptedException {
    try {
      handled.handle(limit);
    } finally {
      farewell.run();
    }
  }

  @Override
  public boolean canInterrupt() {
    return !(handled instanceof InterruptableTask<?> task) || task.canInterrupt();
  }

  @Override
  public Duration idleTime() {
    return handled.idleTime();
  }

  @Override
  public void close(boolean interrupt) {
    handled.close(interrupt);
  }
}
