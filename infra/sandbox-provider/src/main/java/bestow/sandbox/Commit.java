package bestow.sandbox;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CountDownLatch;

/// The lines that go to disk together. Gathered under the ledger's lock, written once by the caller
/// that opened it; the others wait for [#await()].
final class Commit {

  private final CountDownLatch done = new CountDownLatch(1);
  private ByteArrayOutputStream gathered = new ByteArrayOutputStream(512);
  private volatile boolean durable;

  /// Adds a line; only under the ledger's lock and before it is sealed.
  void add(byte[] line) {
    gathered.writeBytes(line);
    gathered.write('\n');
  }

  /// All lines, as they go into the file. Lets go of them: entries keep their commit for good.
  byte[] seal() {
    var bytes = gathered.toByteArray();
    gathered = new ByteArrayOutputStream(0);
    return bytes;
  }

  /// Wakes everybody who waits for it.
  void finish(Result result) {
    durable = result == Result.DURABLE;
    done.countDown();
  }

  /// Waits until it is on disk, or could not be brought there. An interrupt does not end the wait:
  /// nobody may be told of a delivery whose fate is open.
  Result await() {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return durable ? Result.DURABLE : Result.FAILED;
  }

  /// How it went.
  enum Result {
    DURABLE,
    FAILED
  }
}
