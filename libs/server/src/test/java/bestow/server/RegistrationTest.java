package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.ConsulProcess;
import bestow.testing.Eventually;
import bestow.testing.FreePort;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<ReadyCheck> NOTHING = List.of();

  private final AtomicReference<String> doing = new AtomicReference<>("");
  private ConsulProcess consul;

  @BeforeAll
  void start() {
    consul = ConsulProcess.start();
  }

  @AfterAll
  void stop() {
    consul.close();
  }

  private LiveServer server(String name, int port, List<ReadyCheck> checks, String... more)
      throws StartException {
    var settings =
        new ArrayList<>(
            List.of(
                "consul.registers", "true",
                "consul.port", Integer.toString(port),
                "consul.check-interval", "100ms",
                "consul.verify-interval", "100ms",
                "place.zone", "b",
                "place.lane", "fast"));
    settings.addAll(List.of(more));
    return LiveServer.of(
        Service.of(name, 0),
        Telemetry.none(),
        rules -> rules.get("/v1/work", this::work),
        checks,
        settings.toArray(String[]::new));
  }

  @Test
  void aServiceIsFoundWithItsPlaceAndPassesAndIsGoneWhenItStops() throws Exception {
    try (var server = server("found", consul.port(), NOTHING)) {
      Eventually.within(SOON, () -> passing("found").contains("Service"), "it is found");

      var found = passing("found");
      assertTrue(found.contains("\"ID\":\"bestow-found-127.0.0.1-" + server.port() + "\""), found);
      assertTrue(found.contains("\"Address\":\"127.0.0.1\""), found);
      assertTrue(found.contains("\"Port\":" + server.port()), found);
      assertTrue(
          found.contains("\"Tags\":[\"zone=b\",\"cluster=prod-1\",\"plane=claim\",\"lane=fast\"]"),
          found);
    }
    assertEquals("[]", passing("found"));
  }

  @Test
  void whoeverWorksTheSlowLaneAloneIsFoundUnderANameThatNoCallerLooksFor() throws Exception {
    try (var _ = server("apart", consul.port(), NOTHING, "place.lane", "slow");
        var fast = server("apart", consul.port(), NOTHING, "place.lane", "fast")) {
      Eventually.within(SOON, () -> passing("apart-slow").contains("lane=slow"), "it is found");
      Eventually.within(SOON, () -> passing("apart").contains("lane=fast"), "the other one too");

      var found = passing("apart");
      assertTrue(found.contains("\"ID\":\"bestow-apart-127.0.0.1-" + fast.port() + "\""), found);
      assertFalse(found.contains("lane=slow"), found);
    }
  }

  @Test
  void aServiceThatIsNotReadyIsNotRegisteredAndOneThatNoLongerIsDoesNotPass() throws Exception {
    var ready = new AtomicBoolean();
    var asked = new AtomicBoolean();
    var check =
        new ReadyCheck(
            "store",
            () -> {
              asked.set(true);
              return ready.get();
            });
    try (var _ = server("late", consul.port(), List.of(check))) {
      Eventually.within(SOON, asked::get, "it looks whether it is ready");
      assertFalse(known("late"));

      ready.set(true);
      Eventually.within(SOON, () -> passing("late").contains("Service"), "it is found");

      ready.set(false);
      Eventually.within(SOON, () -> passing("late").equals("[]"), "it does not pass");
      assertTrue(known("late"));
    }
  }

  @Test
  void anInstanceThatFailsByItsOwnFaultTakesItselfOutAndComesBackByItself() throws Exception {
    try (var server =
        server("sick", consul.port(), NOTHING, "fitness.requests-min", "10", "fitness.out", "2s")) {
      Eventually.within(SOON, () -> passing("sick").contains("Service"), "it is found");
      doing.set("503");
      work(server, 50);
      doing.set("500");
      work(server, 9);
      assertTrue(server.ask("GET /health/fit HTTP/1.1\nHost: x\n\n").contains(" 200 "));

      work(server, 1);

      // An answer is counted once it is out, so the client may ask before that.
      Eventually.within(
          SOON,
          () -> server.ask("GET /health/fit HTTP/1.1\nHost: x\n\n").contains("own-faults"),
          "it finds itself unfit");
      assertTrue(server.ask("GET /health/ready HTTP/1.1\nHost: x\n\n").contains(" 200 "));
      Eventually.within(SOON, () -> passing("sick").equals("[]"), "it does not pass");
      Eventually.within(SOON, () -> passing("sick").contains("Service"), "it passes again");
    }
  }

  private void work(ServerRequest request, ServerResponse response) {
    switch (doing.get()) {
      case "500" -> throw new IllegalStateException("broken on purpose");
      case "503" -> Reply.problem(response, Problems.OVERLOADED);
      default -> Reply.json(response, new byte[] {'1'});
    }
  }

  private static void work(LiveServer server, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      server.ask("GET /v1/work HTTP/1.1\nHost: x\n\n");
    }
  }

  @Test
  void anAgentThatForgotTheServiceIsToldAgain() throws Exception {
    try (var own = ConsulProcess.start();
        var _ = server("again", own.port(), NOTHING)) {
      Eventually.within(SOON, () -> ask(own, "again").contains("Service"), "it is found");

      own.restart();

      Eventually.within(SOON, () -> ask(own, "again").contains("Service"), "it is found again");
    }
  }

  @Test
  void withoutConsulAServiceServesAndIsFoundOnceThereIsOne() throws Exception {
    try (var own = ConsulProcess.start()) {
      own.kill();
      try (var server = server("alone", own.port(), NOTHING)) {
        assertTrue(server.ask("GET /health/ready HTTP/1.1\nHost: x\n\n").contains(" 200 "));

        own.restart();

        Eventually.within(SOON, () -> ask(own, "alone").contains("Service"), "it is found");
      }
    }
  }

  @Test
  void anAgentThatDoesNotAnswerHoldsUpNoStop() throws Exception {
    try (var own = ConsulProcess.start();
        var server = server("stuck", own.port(), NOTHING)) {
      Eventually.within(SOON, () -> ask(own, "stuck").contains("Service"), "it is found");
      own.pause();
      try {
        var stopping = Thread.ofVirtual().start(server::stop);

        assertTrue(stopping.join(SOON), "it stops");
      } finally {
        own.resume();
      }
    }
  }

  @Test
  void aServiceThatIsNotToRegisterDoesNot() throws Exception {
    try (var _ = server("hidden", consul.port(), NOTHING, "consul.registers", "false");
        var _ = server("seen", consul.port(), NOTHING)) {
      Eventually.within(SOON, () -> passing("seen").contains("Service"), "the other one is found");

      assertFalse(known("hidden"));
    }
  }

  @Test
  void aWarningIsAllThatComesOfAPortWhereNobodyListens() throws Exception {
    try (var server = server("lonely", FreePort.next(), NOTHING)) {
      assertTrue(server.ask("GET /health/live HTTP/1.1\nHost: x\n\n").contains(" 200 "));
    }
  }

  private String passing(String name) throws IOException, InterruptedException {
    return ask(consul, name);
  }

  private boolean known(String name) throws IOException, InterruptedException {
    return get(consul, "/v1/agent/services").contains("bestow-" + name);
  }

  private static String ask(ConsulProcess consul, String name)
      throws IOException, InterruptedException {
    return get(consul, "/v1/health/service/bestow-" + name + "?passing");
  }

  private static String get(ConsulProcess consul, String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(consul.uri().resolve(path)).timeout(Duration.ofSeconds(5)).build();
      var body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return body.replaceAll("\\s", "");
    }
  }
}
