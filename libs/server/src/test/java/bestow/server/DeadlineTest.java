package bestow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CallContext;
import bestow.mesh.Ticker;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadlineTest {

  private static final long WORK_MILLIS = 300_000;

  private final AtomicInteger handled = new AtomicInteger();
  private LiveServer server;
  private LiveServer facingUsers;

  @BeforeAll
  void start() throws StartException {
    server = LiveServer.of(this::doors, "server.work", "5m");
    facingUsers =
        LiveServer.of(
            Service.of("test", 0).facingUsers(),
            Telemetry.none(),
            this::doors,
            "server.work",
            "5m");
  }

  @AfterAll
  void stop() {
    server.close();
    facingUsers.close();
  }

  private void doors(HttpRules rules) {
    rules.get("/v1/left", this::tell).post("/v1/left", this::tell);
    rules.get("/v1/marks", DeadlineTest::tellMarks);
  }

  private static void tellMarks(ServerRequest request, ServerResponse response) {
    var marks = CallContext.current().marks();
    Reply.json(response, marks.toString().getBytes(UTF_8));
  }

  private void tell(ServerRequest request, ServerResponse response) {
    handled.incrementAndGet();
    var context = CallContext.current();
    var left = context.deadline().remaining(Ticker.system()).toMillis();
    Reply.json(response, (left + " " + context.criticality().word()).getBytes(UTF_8));
  }

  @Test
  void theCallersDeadlineIsTheDoors() throws Exception {
    var left = left(ask(server, "Bestow-Deadline-Ms: 200000\n"));

    assertTrue(left > 100_000 && left <= 200_000, "left " + left);
  }

  @Test
  void nobodyMayAskForMoreTimeThanTheServerGives() throws Exception {
    var left = left(ask(server, "Bestow-Deadline-Ms: 99999999999999\n"));

    assertTrue(left > 200_000 && left <= WORK_MILLIS, "left " + left);
  }

  @Test
  void whoeverAsksForNoneGetsWhatTheServerGives() throws Exception {
    var left = left(ask(server, ""));

    assertTrue(left > 200_000 && left <= WORK_MILLIS, "left " + left);
  }

  @Test
  void aDeadlineThatIsNoNumberIsNone() throws Exception {
    assertTrue(left(ask(server, "Bestow-Deadline-Ms: soon\n")) > 200_000);
  }

  @Test
  void aDeadlineThatIsOverOnArrivalIsRefusedWithoutAskingTheDoor() throws Exception {
    for (var over : new String[] {"0", "-5"}) {
      int before = handled.get();

      var answer = ask(server, "Bestow-Deadline-Ms: " + over + "\n");

      assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
      assertTrue(answer.contains("\r\nBestow-Outcome: refused\r\n"), answer);
      assertEquals(before, handled.get());
    }
  }

  @Test
  void whatUsersSayOfDeadlinesIsNotBelieved() throws Exception {
    assertTrue(left(ask(facingUsers, "Bestow-Deadline-Ms: 0\n")) > 200_000);
  }

  @Test
  void theCallersCriticalityIsTheDoors() throws Exception {
    assertTrue(ask(server, "Bestow-Criticality: optional\n").endsWith(" optional"));
  }

  @Test
  void whereNobodySaysDoingMattersMoreThanReading() throws Exception {
    assertTrue(ask(server, "").endsWith(" query"));
    assertTrue(ask(server, "Bestow-Criticality: very\n").endsWith(" query"));
    assertTrue(
        server.ask("POST /v1/left HTTP/1.1\nHost: x\nContent-Length: 0\n\n").endsWith(" commit"));
    assertTrue(ask(facingUsers, "Bestow-Criticality: commit\n").endsWith(" query"));
  }

  @Test
  void theCallersMarksAreTheDoorsAndAUsersAreNot() throws Exception {
    var asked = "GET /v1/marks HTTP/1.1\nHost: x\nBestow-Marks: spilled\n\n";

    assertTrue(server.ask(asked).endsWith("[SPILLED]"));
    assertTrue(facingUsers.ask(asked).endsWith("[]"));
  }

  private static String ask(LiveServer server, String headers) throws Exception {
    return server.ask("GET /v1/left HTTP/1.1\nHost: x\n" + headers + "\n");
  }

  private static long left(String answer) {
    var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    return Long.parseLong(body.substring(0, body.indexOf(' ')));
  }
}
