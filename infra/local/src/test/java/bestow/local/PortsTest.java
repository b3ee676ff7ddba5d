package bestow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PortsTest {
  @Test
  void aTakenPortIsToldWithItsPartAndItsOwner() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = socket.getLocalPort();

      var taken = Ports.taken(List.of(part(port)));

      assertEquals(1, taken.size());
      var owner = "process " + ProcessHandle.current().pid();
      assertTrue(
          taken.getFirst().startsWith("Port " + port + " (quota-1) is taken by " + owner),
          taken.getFirst());
    }
  }

  @Test
  void aFreePortIsNotTold() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertEquals(List.of(), Ports.taken(List.of(part(port))));
  }

  private static Part part(int port) {
    var ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    return new Part(Room.SERVICE, "quota", 1, List.of("true"), Map.of(), List.of(port), ready);
  }
}
