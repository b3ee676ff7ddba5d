package bestow.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/// Sees to it that one repository has one run at a time: a lock that the system lets go when its
/// process ends, however that is.
final class Lock implements AutoCloseable {
  /// How the launcher's own pid file is called.
  static final String ID = "launcher-1";

  private final Home home;
  private final FileChannel channel;

  private Lock(Home home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  static Lock take(Home home) throws IOException, LaunchException {
    Files.createDirectories(home.pids());
    var channel =
        FileChannel.open(home.local("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new LaunchException("Bestow runs already: see `make status`, end it by `make stop`.");
    }
    Home.write(home.pid(ID), ProcessHandle.current().pid() + "\n");
    return new Lock(home, channel);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(home.pid(ID));
    channel.close();
  }
}
