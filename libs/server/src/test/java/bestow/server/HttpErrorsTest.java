package bestow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.wire.Json;
import bestow.wire.Problem;
import io.helidon.webserver.http.HttpRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpErrorsTest {

  private static final String OK = "GET /v1/things/7 HTTP/1.1\nHost: x\n\n";
  private static final String GET = "GET /v1/things/7 HTTP/1.1\nHost: x\n";
  private static final String POST =
      "POST /v1/things HTTP/1.1\nHost: x\nContent-Type: application/json\n";

  private LiveServer server;

  @BeforeAll
  void start() throws StartException {
    server =
        LiveServer.of(
            HttpErrorsTest::doors, "server.body-max", "1KiB", "server.headers-max", "4KiB");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static void doors(HttpRules rules) {
    rules
        .get("/v1/things/{id}", (_, response) -> Reply.json(response, "{}".getBytes(UTF_8)))
        .post("/v1/things", Body.json((body, _, response) -> Reply.json(response, body)))
        .put("/v1/things", Body.json(16, (body, _, response) -> Reply.json(response, body)))
        .post(
            "/v1/claims",
            Body.json(
                (body, _, response) -> {
                  Json.codec(Problem.class).read(body);
                  Reply.json(response, body);
                }))
        .get(
            "/v1/broken",
            (_, _) -> {
              throw new IllegalStateException("the secret of the house");
            })
        .get(
            "/v1/sent",
            (_, response) -> {
              Reply.json(response, "{}".getBytes(UTF_8));
              throw new IllegalStateException("too late");
            })
        .get("/v1/silent", (_, _) -> {});
  }

  /// Requests that end the connection, since nobody knows where the next one would begin.
  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("no HTTP at all", 400, "\u0016\u0003\u0001\u0002hello\n\n"),
        Arguments.of("a method that is no word", 400, "}POST /v1/things HTTP/1.1\nHost: x\n\n"),
        Arguments.of("an empty first line", 400, "\n" + OK),
        Arguments.of("no version", 400, "GET /v1/things/7\n\n"),
        Arguments.of("HTTP/1.0", 505, "GET /v1/things/7 HTTP/1.0\nHost: x\n\n"),
        Arguments.of("HTTP/2 by name", 400, "GET /v1/things/7 HTTP/2.0\nHost: x\n\n"),
        Arguments.of("an HTTP/2 preface", 400, "PRI * HTTP/2.0\n\nSM\n\n"),
        Arguments.of("no Host", 400, "GET /v1/things/7 HTTP/1.1\n\n"),
        Arguments.of("two Hosts", 400, "GET /v1/things/7 HTTP/1.1\nHost: x\nHost: y\n\n"),
        Arguments.of("a bad escape", 400, "GET /v1/%zz HTTP/1.1\nHost: x\n\n"),
        Arguments.of("a huge path", 414, "GET /" + "a".repeat(9000) + " HTTP/1.1\nHost: x\n\n"),
        Arguments.of("a huge header", 431, GET + "X: " + "a".repeat(5000) + "\n\n"),
        Arguments.of("huge headers", 431, GET + "X: aaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(200) + "\n"),
        Arguments.of("no colon", 400, GET + "header\n\n"),
        Arguments.of("a NUL in a header", 400, GET + "A: b\u0000c\n\n"),
        Arguments.of("a folded header", 400, GET + "A: b\n c\n\n"),
        Arguments.of(
            "both lengths", 400, POST + "Content-Length: 2\nTransfer-Encoding: chunked\n\n{}"),
        Arguments.of("two lengths", 400, POST + "Content-Length: 2\nContent-Length: 3\n\n{}"),
        Arguments.of("a list of lengths", 400, POST + "Content-Length: 2, 2\n\n{}"),
        Arguments.of("a negative length", 400, POST + "Content-Length: -2\n\n{}"),
        Arguments.of("a length with a plus", 400, POST + "Content-Length: +2\n\n{}"),
        Arguments.of("a blank before the colon", 400, POST + "Content-Length : 2\n\n{}"),
        Arguments.of("a coding nobody knows", 501, POST + "Transfer-Encoding: gzip, chunked\n\n"),
        Arguments.of(
            "an encoded body", 400, POST + "Content-Encoding: gzip\nContent-Length: 2\n\n{}"),
        Arguments.of(
            "a chunk of no number", 400, POST + "Transfer-Encoding: chunked\n\nzz\n{}\n0\n\n"),
        Arguments.of("a long body", 413, POST + "Content-Length: 5000\n\n" + "a".repeat(5000)),
        Arguments.of("a very long body", 413, POST + "Content-Length: 99999999999\n\n"),
        Arguments.of(
            "a long chunk",
            413,
            POST + "Transfer-Encoding: chunked\n\n1388\n" + "a".repeat(5000) + "\n0\n\n"),
        Arguments.of(
            "many chunks", 413, POST + "Transfer-Encoding: chunked\n\n" + "1\na\n".repeat(2000)),
        Arguments.of(
            "an endless chunk size",
            413,
            POST + "Transfer-Encoding: chunked\n\n" + "1".repeat(90_000)),
        Arguments.of(
            "a body longer than this door takes",
            413,
            POST.replace("POST", "PUT") + "Content-Length: 17\n\n" + "a".repeat(17)),
        Arguments.of(
            "chunks longer than this door takes",
            413,
            POST.replace("POST", "PUT")
                + "Transfer-Encoding: chunked\n\n11\n"
                + "a".repeat(17)
                + "\n0\n\n"),
        Arguments.of("a door that breaks", 500, "GET /v1/broken HTTP/1.1\nHost: x\n\n"),
        Arguments.of("a door that is silent", 500, "GET /v1/silent HTTP/1.1\nHost: x\n\n"));
  }

  /// At once, since each waits until the server lets go.
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} is answered {1}")
  @MethodSource("broken")
  void whatEndsTheConnectionIsAProblemAndCloses(String name, int status, String request)
      throws Exception {
    try (var wire = server.connect()) {
      wire.send(request);

      var answer = wire.answer();

      assertProblem(status, answer);
      assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
      assertEquals("", wire.restIfAny(), name);
    }
  }

  /// Requests after which the same connection serves the next one.
  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("an unknown path", 404, "GET /nowhere HTTP/1.1\nHost: x\n\n"),
        Arguments.of("a path above the root", 404, "GET /../../etc/passwd HTTP/1.1\nHost: x\n\n"),
        Arguments.of("a method that others have", 405, "DELETE /v1/things HTTP/1.1\nHost: x\n\n"),
        Arguments.of("a method nobody knows", 405, "BREW /v1/things HTTP/1.1\nHost: x\n\n"),
        Arguments.of("TRACE", 405, "TRACE /v1/things HTTP/1.1\nHost: x\n\n"),
        Arguments.of("OPTIONS of everything", 404, "OPTIONS * HTTP/1.1\nHost: x\n\n"),
        Arguments.of("CONNECT", 404, "CONNECT x:80 HTTP/1.1\nHost: x\n\n"),
        Arguments.of(
            "another media type",
            415,
            "POST /v1/things HTTP/1.1\nHost: x\nContent-Type: text/plain\nContent-Length: 2\n\n{}"),
        Arguments.of(
            "no media type", 415, "POST /v1/things HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}"),
        Arguments.of(
            "what the codec refuses",
            400,
            POST.replace("things", "claims") + "Content-Length: 1\n\n["),
        Arguments.of("no body", 400, POST.replace("things", "claims") + "\n"));
  }

  @ParameterizedTest(name = "{0} is answered {1}")
  @MethodSource("wrong")
  void whatIsOnlyWrongIsAProblemAndTheConnectionLives(String name, int status, String request)
      throws Exception {
    try (var wire = server.connect()) {
      assertProblem(status, wire.send(request).answer());
      assertTrue(wire.send(OK).answer().startsWith("HTTP/1.1 200 OK\r\n"), name);
    }
  }

  @Test
  void a405NamesTheMethodsThatThereAre() throws Exception {
    assertTrue(
        server.ask("GET /v1/things HTTP/1.1\nHost: x\n\n").contains("\r\nAllow: POST, PUT\r\n"));
  }

  @Test
  void theAnswerToAHeadHasNoBody() throws Exception {
    try (var wire = server.connect()) {
      var answer = wire.send("HEAD /v1/things HTTP/1.1\nHost: x\n\n").answer();

      assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
      assertTrue(answer.endsWith("\r\n\r\n"), answer);
      assertTrue(wire.send(OK).answer().startsWith("HTTP/1.1 200 OK\r\n"));
    }
  }

  @Test
  void aMediaTypeMayHaveParametersAndCapitals() throws Exception {
    var answer =
        server.ask(
            "POST /v1/things HTTP/1.1\nHost: x\nContent-Type: Application/JSON; charset=utf-8\n"
                + "Content-Length: 2\n\n{}");

    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
  }

  @Test
  void aBodyInChunksArrivesWhole() throws Exception {
    var answer = server.ask(POST + "Transfer-Encoding: chunked\n\n2\n[1\n3\n,2]\n0\n\n");

    assertTrue(answer.endsWith("\r\n\r\n[1,2]"), answer);
  }

  @Test
  void aDoorThatBreaksAfterItsAnswerEndsTheConnection() throws Exception {
    try (var wire = server.connect()) {
      wire.send("GET /v1/sent HTTP/1.1\nHost: x\n\n" + OK);

      assertTrue(wire.answer().startsWith("HTTP/1.1 200 OK\r\n"));
      assertEquals("", wire.restIfAny());
    }
  }

  private static void assertProblem(int status, String answer) throws Exception {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("\r\nContent-Type: application/problem+json\r\n"), answer);
    var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    var problem = Json.codec(Problem.class).read(body.getBytes(UTF_8));
    assertEquals(status, problem.status());
    for (var inside : new String[] {"Exception", "bestow.", "helidon", "java.", "secret of"}) {
      assertFalse(body.contains(inside), body);
    }
  }
}
