package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which addresses of an outside host are connected to.
final class OutsideAddressTest {

  @TempDir Path snapshots;

  @Test
  void noByteGoesToAnAddressThatIsNotAllowed() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots)) {
      for (var host : List.of("127.0.0.1", "localhost")) {
        var address = URI.create("http://" + host + ":" + peer.port());
        var callee =
            fixture
                .mesh()
                .outside(address, MeshFixture.patient(), found -> !found.isLoopbackAddress());

        var outcome = MeshFixture.call(callee, Call.get("/", "/"));

        assertInstanceOf(Outcome.NotSent.class, outcome);
        assertEquals(List.of(), peer.requests());
      }
    }
  }

  @Test
  void anAddressThatIsAllowedIsCalled() {
    try (var peer = RawPeer.answering(MeshFixture.OK);
        var fixture = MeshFixture.of(snapshots)) {
      var address = URI.create("http://127.0.0.1:" + peer.port());
      var callee =
          fixture.mesh().outside(address, MeshFixture.patient(), InetAddress::isLoopbackAddress);

      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, Call.get("/", "/")));
    }
  }
}
