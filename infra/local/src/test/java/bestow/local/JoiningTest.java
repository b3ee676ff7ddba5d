package bestow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clusters of real Redis processes, from run to run.
final class JoiningTest {
  private static final String OWNER = "quota";
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Ticker ticker = Ticker.system();
  private final int first = row();
  private Home home;
  private Processes run;

  @BeforeEach
  void open() {
    home = new Home(repository(), folder);
    run = new Processes(home, ticker, GRACE);
  }

  @AfterEach
  void stop() throws InterruptedException {
    run.stop();
  }

  @Test
  void aLaterRunFindsTheClusterOfAnEarlierOneAgainWithWhatItHad() throws Exception {
    start();
    var nodes = nodes();
    assertEquals("OK", say(first, "-c", "set", "kept", "for the next run"));
    run.stop();

    start();

    assertEquals(nodes, nodes());
    assertEquals("for the next run", say(first, "-c", "get", "kept"));
  }

  @Test
  void aRunAfterOneThatWasKilledFindsItAgainToo() throws Exception {
    start();
    var nodes = nodes();
    assertEquals("OK", say(first, "-c", "set", "kept", "for the next run"));
    for (var live : run.started()) {
      live.process().destroyForcibly().waitFor();
    }

    start();

    assertEquals(nodes, nodes());
    assertEquals("for the next run", say(first, "-c", "get", "kept"));
  }

  @Test
  void oneThatWasLeftHalfMadeIsToldWithWhatHelps() throws Exception {
    startProcesses();
    assertEquals("OK", say(first, "cluster", "addslots", "7"));

    var refused = assertThrows(LaunchException.class, this::join);

    assertTrue(
        refused.sentence().contains("data/redis-quota-cluster* it begins anew"),
        refused.sentence());
  }

  private void start() throws Exception {
    startProcesses();
    join();
  }

  private void startProcesses() throws Exception {
    run = new Processes(home, ticker, GRACE);
    var lives = new ArrayList<Live>();
    for (var part : new Stores(home, secrets()).cluster(OWNER, first)) {
      lives.add(run.start(part));
    }
    new Readiness(home, quiet(), ticker, LIMIT).await(lives);
  }

  private void join() throws Exception {
    new Joining(home, secrets(), ticker).join(OWNER, first);
  }

  private Secrets secrets() throws IOException {
    return new Secrets(home.local("data/secrets"), new SecureRandom());
  }

  /// Who they are, by the names that they gave themselves.
  private Set<String> nodes() throws Exception {
    return say(first, "cluster", "nodes")
        .lines()
        .map(line -> line.substring(0, line.indexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String say(int port, String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                home.tool("redis-cli").toString(),
                "--user",
                Stores.REPLICATOR,
                "--no-auth-warning",
                "-p",
                Integer.toString(port)));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("REDISCLI_AUTH", secrets().secret(Stores.replicatorSecret(OWNER)));
    var said = builder.start().getInputStream().readAllBytes();
    return new String(said, StandardCharsets.UTF_8).strip();
  }

  private static Progress quiet() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Progress(nowhere, nowhere);
  }

  /// The one that this runs in, with what `make tools` brought there.
  private static Path repository() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Home.exists(at.resolve(".local/tools/bin"))) {
        return at;
      }
    }
    throw new IllegalStateException("redis-server is not under .local/tools; run `make tools`");
  }

  /// The first of as many free ports in a row as a cluster has processes, whose other ports, so far
  /// above, are free as well.
  private static int row() {
    var row = new ArrayList<Integer>();
    while (row.size() < Joining.NODES) {
      int next = FreePort.next();
      if (!row.isEmpty() && next != row.getLast() + 1) {
        row.clear();
      }
      row.add(next);
      if (!Ports.isFree(next + Stores.BUS_DISTANCE)) {
        row.clear();
      }
    }
    return row.getFirst();
  }
}
