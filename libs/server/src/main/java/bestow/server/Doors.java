package bestow.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The doors of a service: what its `HttpService` declares, each with its method and its path, and
/// behind them 405 with `Allow` for the other methods of a known path and 404 for all else. Filled
/// once at the start by one thread.
final class Doors implements HttpRules {

  private record Declared(Route route, Handler work) {}

  private final List<Declared> declared;
  private final String prefix;

  private Doors(List<Declared> declared, String prefix) {
    this.declared = declared;
    this.prefix = prefix;
  }

  /// What a service declares.
  static Doors of(HttpService api) {
    var doors = new Doors(new ArrayList<>(), "");
    doors.register(api);
    return doors;
  }

  /// All routes of the doors.
  List<Route> routes() {
    return declared.stream().map(Declared::route).toList();
  }

  /// Puts the doors into a listener's routing, the last part of it.
  ///
  /// @param slow the routes of the slow lane
  /// @throws StartException where one of them is no door here
  void routing(HttpRouting.Builder routing, Doorkeeper keeper, List<String> slow)
      throws StartException {
    check(slow);
    for (var door : declared) {
      routing.route(
          HttpRoute.builder()
              .methods(Method.create(door.route.method()))
              .path(door.route.matcher())
              .handler(new Door(door.route, door.work, keeper, lane(door.route, slow)))
              .build());
    }
    var elsewhere = new ConcurrentHashMap<String, Door>();
    routing.any(
        (request, response) -> {
          var nowhere = Route.none(request.prologue().method());
          elsewhere
              .computeIfAbsent(
                  nowhere.method(), _ -> new Door(nowhere, this::none, keeper, Lane.FAST))
              .handle(request, response);
        });
  }

  @Override
  public HttpRules register(HttpService... services) {
    for (var service : services) {
      service.routing(this);
    }
    return this;
  }

  @Override
  public HttpRules register(String pathPattern, HttpService... services) {
    return new Doors(declared, prefix + pathPattern).register(services);
  }

  @Override
  public HttpRules route(Method method, String pathPattern, Handler handler) {
    declared.add(new Declared(Route.of(method, prefix + pathPattern), handler));
    return this;
  }

  @Override
  public HttpRules route(HttpRoute route) {
    throw new IllegalArgumentException(
        "A door has one method and a path, as in post(\"/v1/claims\", ...): " + route);
  }

  private void check(List<String> slow) throws StartException {
    var known = routes().stream().map(Route::spanName).toList();
    for (var route : slow) {
      if (!known.contains(route)) {
        var meant = Slip.of(route, known).map(near -> ": did you mean " + near + "?").orElse("");
        throw new StartException("lane.slow.routes: " + route + " is no door here" + meant);
      }
    }
  }

  private static Lane lane(Route route, List<String> slow) {
    return slow.contains(route.spanName()) ? Lane.SLOW : Lane.FAST;
  }

  private void none(ServerRequest request, ServerResponse response) {
    var path = request.prologue().uriPath();
    var allowed = new TreeSet<String>();
    for (var door : declared) {
      if (door.route.matcher().match(path).accepted()) {
        allowed.add(door.route.method());
      }
    }
    if (allowed.isEmpty()) {
      Reply.problem(request, response, Problems.NOT_FOUND);
    } else {
      response.header(HeaderValues.create(HeaderNames.ALLOW, String.join(", ", allowed)));
      Reply.problem(request, response, Problems.METHOD);
    }
  }
}
