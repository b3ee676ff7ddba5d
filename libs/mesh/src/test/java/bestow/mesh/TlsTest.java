package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stranger behind https, with a certificate made for the test.
final class TlsTest {

  private static final Duration MARGIN = Duration.ofSeconds(20);
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Call CALL = Call.post("/gifts", new byte[100_000]);

  @TempDir private static Path folder;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "peer",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            folder.resolve("peer.p12").toString(),
            "-storepass",
            new String(PASSWORD));
    var made = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertTrue(made.waitFor(60, TimeUnit.SECONDS), "keytool ends");
    assertEquals(0, made.exitValue(), () -> "keytool failed in " + folder);
  }

  @Test
  void aStrangerIsCalledOverTlsAgainAndAgainOnOneConnection() throws Exception {
    var context = context();
    try (var peer = RawPeer.startTls(context, TlsTest::answer);
        var fixture = MeshFixture.of(folder)) {
      var callee = fixture.mesh().outside(at("localhost", peer), MeshFixture.patient(), context);

      for (int i = 0; i < 3; i++) {
        assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      }

      assertEquals(1, peer.accepted());
    }
  }

  @Test
  void aCertificateThatNobodyTrustsOrThatNamesAnotherIsNotSent() throws Exception {
    var context = context();
    try (var peer = RawPeer.startTls(context, TlsTest::answer);
        var fixture = MeshFixture.of(folder)) {
      var mesh = fixture.mesh();
      var untrusted = mesh.outside(at("localhost", peer), MeshFixture.patient());
      var misnamed = mesh.outside(at("127.0.0.1", peer), MeshFixture.patient(), context);

      for (var callee : List.of(untrusted, misnamed)) {
        var outcome = MeshFixture.call(callee, CALL);

        assertInstanceOf(Outcome.NotSent.class, outcome);
        assertEquals(Phase.CONNECT, outcome.trail().phase());
      }
      assertEquals(List.of(), peer.requests());
    }
  }

  @Test
  void aStrangerThatNeverShakesHandsIsNotSentInTheTimeToConnect() throws Exception {
    var limit = Duration.ofMillis(200);
    try (var peer = RawPeer.start(_ -> {});
        var fixture = MeshFixture.of(folder)) {
      var settings = MeshFixture.patient().connect(limit);
      var callee = fixture.mesh().outside(at("localhost", peer), settings, context());

      var outcome = MeshFixture.call(callee, CALL);

      assertInstanceOf(Outcome.NotSent.class, outcome);
      assertEquals(Phase.CONNECT, outcome.trail().phase());
      assertTrue(outcome.trail().elapsed().compareTo(limit.plus(MARGIN)) < 0);
      Eventually.within(MARGIN, () -> peer.open() == 0, "the connection is closed");
    }
  }

  @Test
  void aStrangerThatStallsIsCutOffInWritingAndInReading() throws Exception {
    var limit = Duration.ofMillis(300);
    var context = context();
    try (var deaf = RawPeer.startTls(context, RawPeer.Talk::hold);
        var mute = RawPeer.startTls(context, RawPeer.Talk::request);
        var fixture = MeshFixture.of(folder)) {
      var settings = MeshFixture.patient().write(limit).read(limit);
      var large = Call.post("/gifts", new byte[16 << 20]);
      var toDeaf = fixture.mesh().outside(at("localhost", deaf), settings, context);
      var toMute = fixture.mesh().outside(at("localhost", mute), settings, context);

      var written = MeshFixture.call(toDeaf, large);
      var read = MeshFixture.call(toMute, CALL);

      assertInstanceOf(Outcome.MaybeApplied.class, written);
      assertEquals(Phase.WRITE, written.trail().phase());
      assertTrue(written.trail().elapsed().compareTo(limit.plus(MARGIN)) < 0);
      assertInstanceOf(Outcome.MaybeApplied.class, read);
      assertEquals(Phase.READ, read.trail().phase());
      assertTrue(read.trail().elapsed().compareTo(limit.plus(MARGIN)) < 0);
      Eventually.within(MARGIN, () -> mute.open() == 0, "the connection is closed");
    }
  }

  @Test
  void anIdleConnectionIsLookedAtWithoutDisturbingIt() throws Exception {
    var context = context();
    try (var peer =
        RawPeer.startTls(
            context,
            talk -> {
              answerOnce(talk);
              answerOnce(talk);
              talk.finish();
            })) {
      var wire = new TlsWire(context, "localhost");
      wire.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()));

      for (int i = 0; i < 2; i++) {
        assertTrue(wire.quiet());
        wire.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var answer = new byte[MeshFixture.OK.length()];
        for (int had = 0; had < answer.length; ) {
          had += wire.read(answer, had, answer.length - had);
        }
      }

      Eventually.within(MARGIN, () -> !wire.quiet(), "the end is seen");
      wire.close();
    }
  }

  private static void answer(RawPeer.Talk talk) throws IOException {
    while (talk.request()) {
      talk.send(MeshFixture.OK);
    }
  }

  private static void answerOnce(RawPeer.Talk talk) throws IOException {
    if (talk.request()) {
      // Longer than a look lasts, whose time limit must not stay behind.
      talk.pause(Duration.ofMillis(50));
      talk.send(MeshFixture.OK);
    }
  }

  private static URI at(String host, RawPeer peer) {
    return URI.create("https://" + host + ":" + peer.port());
  }

  private static SSLContext context() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(folder.resolve("peer.p12"))) {
      store.load(in, PASSWORD);
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
