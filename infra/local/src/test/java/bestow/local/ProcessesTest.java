package bestow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.Act;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starting, waiting and stopping, with shells in the place of services.
final class ProcessesTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final URI NOBODY = URI.create("http://127.0.0.1:" + FreePort.next() + "/");

  @TempDir Path root;

  private Home home;
  private Processes processes;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @BeforeEach
  void open() {
    home = Home.of(root);
    processes = new Processes(home, Ticker.system(), Duration.ofMillis(300));
  }

  @AfterEach
  void stop() throws InterruptedException {
    processes.stop();
  }

  @Test
  void aPartHasAPidFileALogAndAFolder() throws Exception {
    var live = processes.start(shell(Room.SERVICE, "quota", "pwd; exec sleep 100"));

    assertEquals(live.process().pid() + "\n", Files.readString(home.pid("quota-1")));
    var folder = home.data("quota-1").toRealPath().toString();
    Eventually.within(
        SOON,
        () -> Files.readString(home.log("quota-1")).strip().equals(folder),
        "it has told its folder");
  }

  @Test
  void aPartIsToldWhatTheTableSays() throws Exception {
    processes.start(shell(Room.SERVICE, "quota", "env; exec sleep 100"));

    Eventually.within(
        SOON,
        () -> Files.readString(home.log("quota-1")).contains("BESTOW_KEY=value"),
        "it was told");
  }

  @Test
  void aPartInheritsNothingThatCouldChangeIt() {
    var ours =
        Map.of(
            "PATH", "/bin", "BESTOW_KEY", "ours", "MAVEN_OPTS", "-X", "OTEL_SDK_DISABLED", "true");

    assertEquals(Map.of("PATH", "/bin", "OTEL_SDK_DISABLED", "true"), Processes.inherited(ours));
  }

  @Test
  void allEndFromTheEdgeInwards() throws Exception {
    var order = root.resolve("order");
    for (var room : Room.values()) {
      var name = room.name();
      processes.start(
          shell(
              room,
              name,
              "trap 'echo %s >> %s; exit' TERM; echo on; while :; do sleep 0.01; done"
                  .formatted(name, order)));
      Eventually.within(
          SOON, () -> Files.readString(home.log(name + "-1")).contains("on"), name + " is there");
    }

    processes.stop();

    assertEquals(List.of("EDGE", "SERVICE", "STORE", "REGISTRY"), Files.readAllLines(order));
  }

  @Test
  void whatDoesNotGoIsKilledAndLeavesNoPidFile() throws Exception {
    var live =
        processes.start(
            shell(Room.SERVICE, "deaf", "trap '' TERM; echo on; while :; do sleep 0.01; done"));
    Eventually.within(
        SOON, () -> Files.readString(home.log("deaf-1")).contains("on"), "it is there");

    processes.stop();

    assertFalse(live.process().isAlive());
    assertTrue(Files.notExists(home.pid("deaf-1")));
  }

  @Test
  void nothingStartsOnceAllAreBeingStopped() throws Exception {
    processes.stop();

    assertThrows(
        LaunchException.class,
        () -> processes.start(shell(Room.SERVICE, "late", "exec sleep 100")));
  }

  @Test
  void aCrashIsNamedWithTheLastLinesOfItsLog() throws Exception {
    var fine = processes.start(shell(Room.STORE, "fine", "exec sleep 100"));
    var broken =
        processes.start(shell(Room.SERVICE, "broken", "echo first; echo the reason; exit 7"));

    var refused =
        assertThrows(LaunchException.class, () -> readiness(SOON).await(List.of(fine, broken)));

    assertTrue(
        refused.sentence().startsWith("broken-1 ended with exit code 7"), refused.sentence());
    assertTrue(refused.sentence().endsWith("  the reason"), refused.sentence());
  }

  @Test
  void aServicesOwnWordsAreToldPlainly() throws Exception {
    var line =
        "{\"ts\":\"now\",\"level\":\"ERROR\",\"service\":\"quota\",\"msg\":\"no \\\"key\\\"\"}";
    var broken = processes.start(shell(Room.SERVICE, "broken", "echo '" + line + "'; exit 1"));

    var refused = assertThrows(LaunchException.class, () -> readiness(SOON).await(List.of(broken)));

    assertTrue(refused.sentence().endsWith("  ERROR no \"key\""), refused.sentence());
  }

  @Test
  void whatIsNeverReadyIsNamedWithWhatItLacks() throws Exception {
    var live = processes.start(shell(Room.SERVICE, "slow", "echo hm; exec sleep 100"));
    var limit = Duration.ofMillis(200);

    var refused = assertThrows(LaunchException.class, () -> readiness(limit).await(List.of(live)));

    assertTrue(refused.sentence().startsWith("slow-1 is not ready after"), refused.sentence());
    assertTrue(
        refused.sentence().contains("no answer at " + NOBODY.getAuthority()), refused.sentence());
  }

  @Test
  void whatIsReadyIsToldWithItsAddress() throws Exception {
    try (var peer = FakePeer.start(Act.answer(503, "{}"), Act.answer(200, "{}"))) {
      var ready = URI.create("http://127.0.0.1:" + peer.port() + "/health/ready");
      var command = List.of("sleep", "100");
      var part = new Part(Room.SERVICE, "quota", 1, command, Map.of(), List.of(peer.port()), ready);

      readiness(SOON).await(List.of(processes.start(part)));

      assertTrue(told.toString(StandardCharsets.UTF_8).contains("quota-1"));
      assertTrue(
          told.toString(StandardCharsets.UTF_8)
              .strip()
              .endsWith("http://127.0.0.1:" + peer.port()));
    }
  }

  @Test
  void stopEndsWhatARunWithoutALauncherHasLeft() throws Exception {
    var live = processes.start(shell(Room.SERVICE, "orphan", "exec sleep 100"));

    assertEquals(0, new Stop(home, progress()).stop());

    Eventually.within(SOON, () -> !live.process().isAlive(), "it is gone");
    assertTrue(Files.notExists(home.pid("orphan-1")));
  }

  @Test
  void stopLeavesAStrangerAloneThatOnlyHasTheNumberOfAPidFile() throws Exception {
    var live = processes.start(shell(Room.SERVICE, "stranger", "exec sleep 100"));
    var before =
        Files.getLastModifiedTime(home.pid("stranger-1")).toInstant().minus(Duration.ofDays(1));
    Files.setLastModifiedTime(
        home.pid("stranger-1"), java.nio.file.attribute.FileTime.from(before));

    new Stop(home, progress()).stop();

    assertTrue(live.process().isAlive());
  }

  @Test
  void aSecondRunIsRefusedWhileTheFirstHasTheLock() throws Exception {
    try (var _ = Lock.take(home)) {
      assertThrows(Exception.class, () -> Lock.take(home));
    }

    Lock.take(home).close();
  }

  private Readiness readiness(Duration limit) {
    return new Readiness(home, progress(), Ticker.system(), limit);
  }

  private Progress progress() {
    var stream = new PrintStream(told, true, StandardCharsets.UTF_8);
    return new Progress(stream, stream);
  }

  private static Part shell(Room room, String name, String script) throws IOException {
    var command = List.of("sh", "-c", script);
    return new Part(room, name, 1, command, Map.of("BESTOW_KEY", "value"), List.of(), NOBODY);
  }
}
