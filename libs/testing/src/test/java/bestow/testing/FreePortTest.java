package bestow.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class FreePortTest {
  private static final int GOES_OUT_FROM = 32_768;

  @Test
  void nobodyGetsItTwiceAndNoConnectionGoesOutFromIt() {
    var ports = new HashSet<Integer>();

    for (var i = 0; i < 1_000; i++) ports.add(FreePort.next());

    assertEquals(1_000, ports.size());
    assertTrue(ports.stream().allMatch(port -> port < GOES_OUT_FROM), ports::toString);
  }

  @Test
  void whatSomebodyListensOnIsPassedOver() throws IOException {
    int next = FreePort.next() + 1;

    try (var _ = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
      assertNotEquals(next, FreePort.next());
    }
  }
}
