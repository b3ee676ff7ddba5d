package bestow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.ApiClient;
import bestow.testing.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GiftDoorsTest {

  private static final String FULL =
      """
      {"order":"o-1","user":"alice","gift":"vip-day","campaign":"spring","quantity":3}""";

  @TempDir private Path folder;

  @Test
  void aDeliveryIsInTheLedgerBeforeItIsAnswered() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var answer = sandbox.gifts().post("/gifts", FULL).is(200);

      assertTrue(answer.body().contains("\"receipt\":\"sbx-000000000001\""), answer.body());
      assertTrue(
          sandbox
              .ledger()
              .startsWith(
                  "{\"seq\":1,\"kind\":\"delivered\",\"order\":\"o-1\",\"user\":\"alice\","
                      + "\"gift\":\"vip-day\",\"campaign\":\"spring\",\"quantity\":3,"
                      + "\"receipt\":\"sbx-000000000001\",\"at\":"),
          sandbox.ledger());
    }
  }

  @Test
  void theSameOrderGetsTheSameReceiptAndOneDelivery() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var first = sandbox.deliver("o-1").is(200);
      var second = sandbox.deliver("o-1").is(200);

      assertEquals(first.body().replace("false", "true"), second.body());
      assertEquals(1, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void aRepeatedOrderIsAnswered409WhereThatIsSet() throws IOException {
    try (var sandbox = SandboxFixture.start(folder, Map.of("repeat-status", "409"))) {
      var _ = sandbox.deliver("o-1").is(200);

      var again = sandbox.deliver("o-1").is(409);

      assertTrue(again.body().contains("\"receipt\":\"sbx-000000000001\""), again.body());
      assertEquals(1, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void withoutHonouredOrdersEachRequestDeliversAgain() throws IOException {
    try (var sandbox = SandboxFixture.start(folder, Map.of("honour-orders", "false"))) {
      var _ = sandbox.deliver("o-1").is(200);
      var _ = sandbox.deliver("o-1").is(200);

      assertEquals(2, sandbox.deliveries("o-1"));
      assertTrue(counts(sandbox).contains("\"duplicates\":1"), counts(sandbox));
    }
  }

  @Test
  void aUserGetsNoMoreThanTheirShareWhateverTheNumber() throws IOException {
    var limited = Map.of("user-limit", "2", "honour-orders", "false");
    try (var sandbox = SandboxFixture.start(folder, limited)) {
      var _ = sandbox.deliver("o-1").is(200);
      var _ = sandbox.deliver("o-1").is(200);
      var _ =
          sandbox
              .gifts()
              .post("/gifts", SandboxFixture.gift("o-1"))
              .isProblem(422, "limit-reached");
      var _ =
          sandbox
              .gifts()
              .post("/gifts", SandboxFixture.gift("o-2"))
              .isProblem(422, "limit-reached");
      var other = SandboxFixture.gift("o-3").replace("alice", "bob");
      var _ = sandbox.gifts().post("/gifts", other).is(200);

      assertEquals(2, sandbox.deliveries("o-1"));
    }
    try (var sandbox = SandboxFixture.start(folder, limited)) {
      var _ =
          sandbox
              .gifts()
              .post("/gifts", SandboxFixture.gift("o-4"))
              .isProblem(422, "limit-reached");
      var _ = sandbox.gifts().send("DELETE", "/gifts/o-1", Map.of()).is(200);
      var _ = sandbox.deliver("o-5").is(200);
    }
  }

  @Test
  void aHonouredOrderIsAnsweredAgainThoughItsUserHasTheirShare() throws IOException {
    try (var sandbox = SandboxFixture.start(folder, Map.of("user-limit", "1"))) {
      var _ = sandbox.deliver("o-1").is(200);
      var _ = sandbox.deliver("o-1").is(200);
      var _ =
          sandbox
              .gifts()
              .post("/gifts", SandboxFixture.gift("o-2"))
              .isProblem(422, "limit-reached");

      assertEquals(1, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void manyAtOnceWithTheSameOrderAreOneDelivery() throws Exception {
    try (var sandbox = SandboxFixture.start(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<String>>();
      for (int i = 0; i < 200; i++) {
        var order = "o-" + i % 20;
        tasks.add(() -> sandbox.deliver(order).is(200).body());
      }

      for (var task : threads.invokeAll(tasks)) {
        assertTrue(task.get().contains("receipt"), task.get());
      }

      assertTrue(counts(sandbox).contains("\"deliveries\":20,\"orders\":20"), counts(sandbox));
    }
  }

  @Test
  void askingTellsWhatWasDeliveredAndWhatNot() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var _ = sandbox.deliver("o-1").is(200);

      var known = sandbox.gifts().send("GET", "/gifts/o-1", Map.of()).is(200);
      assertTrue(known.body().contains("\"state\":\"delivered\""), known.body());
      var _ = sandbox.gifts().send("GET", "/gifts/o-2", Map.of()).isProblem(404, "unknown-order");
    }
  }

  @Test
  void aRevokedOrderIsNeverDeliveredAgain() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var _ = sandbox.deliver("o-1").is(200);

      var revoked = sandbox.gifts().send("DELETE", "/gifts/o-1", Map.of()).is(200);
      var _ = sandbox.gifts().send("DELETE", "/gifts/o-1", Map.of()).is(200);
      var again = sandbox.deliver("o-1").is(200);

      assertTrue(revoked.body().contains("\"state\":\"revoked\""), revoked.body());
      assertTrue(again.body().contains("\"state\":\"revoked\""), again.body());
      assertEquals(1, sandbox.deliveries("o-1"));
      assertTrue(counts(sandbox).contains("\"lines\":2"), counts(sandbox));
      var _ =
          sandbox.gifts().send("DELETE", "/gifts/o-2", Map.of()).isProblem(404, "unknown-order");
    }
  }

  @Test
  void noMalformedBodyDeliversAnything() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var bodies = new ArrayList<>(MalformedJson.of(FULL, List.of("order", "user", "gift")));
      for (var wrong :
          List.of(
              FULL.replace("o-1", ""),
              FULL.replace("o-1", "o/1"),
              FULL.replace("o-1", "o".repeat(65)),
              FULL.replace("alice", ""),
              FULL.replace("alice", "a".repeat(201)),
              FULL.replace("vip-day", ""),
              FULL.replace("spring", ""),
              FULL.replace(":3", ":0"),
              FULL.replace(":3", ":1001"),
              FULL.replace(":3", ":1.5"),
              FULL.replace(":3", ":\"many\""))) {
        bodies.add(wrong.getBytes(StandardCharsets.UTF_8));
      }

      assertTrue(bodies.size() >= 30);
      for (var body : bodies) {
        var _ = sandbox.gifts().send("POST", "/gifts", Map.of(), body).isTheSendersFault();
      }
      assertEquals("", sandbox.ledger());
    }
  }

  @Test
  void eachRefusalHasItsCode() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var gifts = sandbox.gifts();

      var _ = gifts.post("/gifts", "{}").isProblem(422, "invalid");
      var _ =
          gifts
              .send("POST", "/gifts", Map.of("Content-Type", "text/plain"), FULL)
              .isProblem(415, "not-json");
      var _ = gifts.post("/gifts", " ".repeat(9000)).isProblem(413, "body-too-big");
      var _ = gifts.send("GET", "/gifts/o%20o", Map.of()).isProblem(400, "bad-order");
      assertRaw(sandbox.port(), "PATCH /gifts/o-1", "405", "method-not-allowed");
      assertRaw(sandbox.port(), "GET /gifts", "405", "method-not-allowed");
      assertRaw(sandbox.port(), "POST /ledger", "405", "method-not-allowed");
      assertRaw(sandbox.port(), "GET /nothing", "404", "no-such-door");
      assertRaw(sandbox.adminPort(), "GET /gifts/o-1", "404", "no-such-door");
    }
  }

  @Test
  void theLedgerAndItsSumsStandOnBothPorts() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var _ = sandbox.deliver("o-1").is(200);

      for (ApiClient client : List.of(sandbox.gifts(), sandbox.admin())) {
        assertEquals(sandbox.ledger(), client.send("GET", "/ledger", Map.of()).is(200).body());
        assertEquals(
            "{\"lines\":1,\"deliveries\":1,\"orders\":1,\"duplicates\":0,\"revoked\":0,"
                + "\"gifts\":{\"vip-day\":1}}",
            client.send("GET", "/ledger/counts", Map.of()).is(200).body());
      }
    }
  }

  @Test
  void healthIsToldOnBothPorts() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      for (int port : List.of(sandbox.port(), sandbox.adminPort())) {
        for (var door : List.of("started", "ready", "live")) {
          var answer = RawClient.exchange(port, get("GET /health/" + door));
          assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        }
      }
    }
  }

  private static void assertRaw(int port, String line, String status, String code)
      throws IOException {
    var answer = RawClient.exchange(port, get(line));
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    assertTrue(answer.contains("\"code\":\"" + code + "\""), answer);
  }

  private static String get(String line) {
    return line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  }

  private static String counts(SandboxFixture sandbox) {
    return sandbox.admin().send("GET", "/ledger/counts", Map.of()).is(200).body();
  }

  @Test
  void aStatementHasWhatWasDeliveredWithinItsTimeAndNotTakenBack() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var _ = sandbox.deliver("o-1").is(200);
      var _ = sandbox.deliver("o-2").is(200);
      var _ = sandbox.gifts().send("DELETE", "/gifts/o-2", Map.of()).is(200);

      var all = sandbox.admin().send("GET", "/statement.csv", Map.of()).is(200).body();
      var lines = all.lines().toList();
      assertEquals("order,receipt,time,quantity", lines.getFirst());
      assertTrue(lines.get(1).startsWith("o-1,sbx-000000000001,20"), all);
      assertTrue(lines.get(1).endsWith("Z,1"), all);
      assertEquals(2, lines.size());
      var time = lines.get(1).split(",", -1)[2];
      assertEquals(2, lines(sandbox, "?from=" + time));
      assertEquals(1, lines(sandbox, "?to=" + time));
      assertEquals(1, lines(sandbox, "?from=2999-01-01T00:00:00Z"));
      var wrong = sandbox.admin().send("GET", "/statement.csv?from=today", Map.of());
      wrong.isProblem(422, "invalid");
      sandbox
          .admin()
          .send("DELETE", "/statement.csv", Map.of())
          .isProblem(405, "method-not-allowed");
    }
  }

  private static long lines(SandboxFixture sandbox, String query) {
    return sandbox
        .admin()
        .send("GET", "/statement.csv" + query, Map.of())
        .is(200)
        .body()
        .lines()
        .count();
  }
}
