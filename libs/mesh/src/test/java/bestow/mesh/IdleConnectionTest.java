package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that go bad while nobody uses them.
final class IdleConnectionTest {
  // For a machine that is busy with other things.
  private static final Duration MARGIN = Duration.ofSeconds(20);
  private static final Call CALL = Call.post("/x", new byte[2]);

  @TempDir Path snapshots;

  @ParameterizedTest
  @ValueSource(strings = {"RESET", "CLOSE", "CHATTER"})
  void anIdleConnectionThatWentBadIsReplacedSilently(String fault) {
    var spoiled = new CountDownLatch(1);
    try (var peer = spoiling(fault, spoiled);
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());
      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      Eventually.within(MARGIN, () -> spoiled.getCount() == 0, "the peer spoiled the connection");
      MeshFixture.outliveTrust();

      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));

      assertEquals(2, peer.accepted());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESET", "CLOSE", "CHATTER"})
  void aStrangersConnectionIsNotTrustedForAMoment(String fault) {
    var spoiled = new CountDownLatch(1);
    try (var peer = spoiling(fault, spoiled);
        var fixture = MeshFixture.of(snapshots)) {
      var address = URI.create("http://127.0.0.1:" + peer.port());
      var callee = fixture.mesh().outside(address, MeshFixture.patient());
      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      Eventually.within(MARGIN, () -> spoiled.getCount() == 0, "the peer spoiled the connection");

      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));

      assertEquals(2, peer.accepted());
    }
  }

  /// A peer that answers, and then does that to its first connection.
  private static RawPeer spoiling(String fault, CountDownLatch spoiled) {
    return RawPeer.start(
        talk -> {
          talk.request();
          talk.send(MeshFixture.OK);
          if (talk.number() == 1) {
            spoil(talk, fault);
            spoiled.countDown();
          } else {
            talk.request();
          }
        });
  }

  private static void spoil(RawPeer.Talk talk, String fault) throws IOException {
    switch (fault) {
      case "RESET" -> talk.reset();
      case "CLOSE" -> talk.finish();
      default -> talk.send("HTTP/1.1 200 OK\r\n\r\nunasked");
    }
  }
}
