package bestow.sandbox;

import bestow.sandbox.FaultsReader.Reading;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// Which door a request means. The gifts' doors stand on the provider's own port alone; all others
/// also on the port for whoever looks after it, which no fault closes.
final class SandboxApi {

  private static final Codec<Counts> COUNTS = Json.codec(Counts.class);
  private static final String GIFT = "/gifts/";

  private final GiftDoors gifts;
  private final Ledger ledger;
  private final Gate gate;
  private final byte[] openapi;

  SandboxApi(GiftDoors gifts, Ledger ledger, Gate gate, byte[] openapi) {
    this.gifts = gifts;
    this.ledger = ledger;
    this.gate = gate;
    this.openapi = openapi;
  }

  /// What the provider's clients reach.
  HttpAnswer open(HttpRequest request) throws RequestRefusedException, IOException {
    var path = request.path();
    if (path.equals("/gifts")) {
      return request.method().equals("POST") ? gifts.deliver(request) : notAllowed("POST");
    }
    if (path.startsWith(GIFT)) {
      return order(request, path.substring(GIFT.length()));
    }
    return admin(request);
  }

  /// What whoever looks after it reaches.
  HttpAnswer admin(HttpRequest request) throws RequestRefusedException, IOException {
    return switch (request.path()) {
      case "/faults" -> faults(request);
      case "/ledger" ->
          get(request, () -> new HttpAnswer.Lines(ledger.file(), ledger.durableBytes()));
      case "/statement.csv" ->
          request.method().equals("GET")
              ? Statement.answer(ledger.file(), request.query())
              : notAllowed("GET");
      case "/ledger/counts" ->
          get(request, () -> HttpAnswer.json(200, COUNTS.write(ledger.counts())));
      case "/openapi.yaml" ->
          get(request, () -> new HttpAnswer.Whole(200, "application/yaml", openapi));
      case "/health/started", "/health/live" -> get(request, SandboxApi::up);
      case "/health/ready" -> get(request, this::ready);
      default -> HttpAnswer.problem(404, "no-such-door", "No such door", "see GET /openapi.yaml");
    };
  }

  private HttpAnswer order(HttpRequest request, String order)
      throws RequestRefusedException, IOException {
    if (!GiftRequest.isOrder(order)) {
      return HttpAnswer.problem(
          400, "bad-order", "Bad order", "an order has 1 to 64 characters of [A-Za-z0-9._-]");
    }
    return switch (request.method()) {
      case "GET" -> gifts.ask(request, order);
      case "DELETE" -> gifts.revoke(request, order);
      default -> notAllowed("GET or DELETE");
    };
  }

  private HttpAnswer faults(HttpRequest request) throws RequestRefusedException, IOException {
    if (!request.peer().isLoopbackAddress()) {
      return HttpAnswer.problem(
          403, "loopback-only", "Loopback only", "faults are set from the same machine alone");
    }
    return switch (request.method()) {
      case "GET" -> HttpAnswer.json(200, gifts.faults().json());
      case "PUT" ->
          switch (FaultsReader.read(request.json())) {
            case Reading.Good(var faults) -> misbehave(faults);
            case Reading.Wrong(var mistakes) ->
                HttpAnswer.problem(
                    Problem.of(422, "invalid", "Invalid", "nothing was changed")
                        .withErrors(mistakes));
          };
      case "DELETE" -> misbehave(Faults.NONE);
      default -> notAllowed("GET, PUT or DELETE");
    };
  }

  private HttpAnswer misbehave(Faults faults) {
    gifts.misbehave(faults);
    gate.shutFor(faults.rate(Fault.CONNECT_REFUSAL).share());
    return HttpAnswer.json(200, gifts.faults().json());
  }

  private HttpAnswer ready() {
    return ledger.works()
        ? up()
        : HttpAnswer.problem(503, "ledger-failed", "Ledger failed", "it could not be written");
  }

  private static HttpAnswer up() {
    return HttpAnswer.json(200, "{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static HttpAnswer get(HttpRequest request, Supplier<HttpAnswer> door) {
    return request.method().equals("GET") ? door.get() : notAllowed("GET");
  }

  private static HttpAnswer notAllowed(String methods) {
    return HttpAnswer.problem(
        405, "method-not-allowed", "Method not allowed", methods + " is expected here");
  }
}
