package bestow.server;

import bestow.mesh.CallContext;
import bestow.wire.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.opentelemetry.api.trace.Span;
import java.util.logging.Level;
import java.util.logging.Logger;

/// One door with all that happens to a request on its way to the handler and back: the limit on
/// requests under way, the deadline, the [CallContext], the span, the duration, and an answer for
/// whatever went wrong. Safe for use by many threads.
final class Door implements Handler {

  private static final Logger LOG = Logs.of(Door.class);

  /// Long enough for an instance that has too much to do, short for one caller's patience.
  private static final Header RETRY_AFTER = HeaderValues.createCached(HeaderNames.RETRY_AFTER, 1);

  private final Route route;
  private final Handler work;
  private final Doorkeeper keeper;
  private final Lane lane;
  private final RoutePace pace;

  Door(Route route, Handler work, Doorkeeper keeper, Lane lane) {
    this.route = route;
    this.work = work;
    this.keeper = keeper;
    this.lane = lane;
    this.pace = keeper.admission().pace();
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long began = keeper.nanos();
    route.active().incrementAndGet();
    var parent = keeper.parent(request);
    var span = keeper.span(route, request, parent);
    int status = Route.UNANSWERED;
    try {
      if (keeper.isLeaving()) {
        response.header(HeaderValues.CONNECTION_CLOSE);
      }
      var context =
          new CallContext(
              keeper.deadline(request, began),
              parent.with(span),
              keeper.criticality(request, route),
              keeper.marks(request));
      keeper.tellTrace(span, response);
      admit(context, request, response);
      status = response.status().code();
    } finally {
      route.active().decrementAndGet();
      keeper.answered(route, status, keeper.nanos() - began, span);
    }
  }

  private void admit(CallContext context, ServerRequest request, ServerResponse response) {
    var lane = lane(request);
    var gate = keeper.admission().gate(lane);
    if (!gate.enter(Admission.rank(context))) {
      refuse(Problems.OVERLOADED, request, response);
      keeper.admission().refused(lane, context.criticality(), Admission.Refusal.FULL);
      return;
    }
    try {
      long began = keeper.nanos();
      if (keeper.admission().isLate(context)) {
        refuse(Problems.LATE, request, response);
      } else {
        context.run(() -> answer(request, response));
      }
      note(context, lane, response, keeper.nanos() - began);
    } finally {
      gate.leave();
    }
  }

  /// A long poll is slow, whatever its door.
  private Lane lane(ServerRequest request) {
    return lane == Lane.FAST && request.query().rawValue().contains("wait=") ? Lane.SLOW : lane;
  }

  /// Tells the limit how it went. A request that was wrong or failed took as long as it took to
  /// find out, which says nothing about the others; what nobody knows a door for says nothing
  /// either.
  private void note(CallContext context, Lane lane, ServerResponse response, long nanos) {
    if (response.headers().contains(Reply.REFUSED)) {
      keeper.admission().refused(lane, context.criticality(), Admission.Refusal.LATE);
      return;
    }
    boolean well = response.status().code() < Status.BAD_REQUEST_400.code();
    if (well && lane == Lane.FAST) {
      pace.count(nanos);
    }
    keeper.admission().answered(lane, context.deadline());
  }

  private void answer(ServerRequest request, ServerResponse response) {
    try {
      work.handle(request, response);
      if (!response.isSent()) {
        throw new IllegalStateException("The door " + route.spanName() + " gave no answer");
      }
    } catch (CloseConnectionException e) {
      // The client is gone or was too slow: there is nobody to answer.
      throw e;
    } catch (RequestException e) {
      // From Helidon, while the body was read: too long, or not in proper chunks.
      turnDown(e.status(), e, request, response);
    } catch (HttpException e) {
      // From Helidon, while the door looked at the request: a query that is no proper one.
      turnDown(e.status(), e, request, response);
    } catch (Exception e) {
      // Whatever a door did not foresee must neither reach the client nor end the listener.
      turnDown(Status.INTERNAL_SERVER_ERROR_500, e, request, response);
    }
  }

  private void turnDown(
      Status status, Exception e, ServerRequest request, ServerResponse response) {
    if (status.code() >= Status.INTERNAL_SERVER_ERROR_500.code()) {
      LOG.log(Level.SEVERE, "The door " + route.spanName() + " failed", e);
      Span.fromContext(CallContext.current().trace()).recordException(e);
    }
    if (response.isSent()) {
      throw new CloseConnectionException("The door failed after it had answered", e);
    }
    // What is left of the request's body may be anything by now.
    response.header(HeaderValues.CONNECTION_CLOSE);
    Reply.problem(request, response, HttpErrors.problem(status, String.valueOf(e.getMessage())));
  }

  private static void refuse(Problem problem, ServerRequest request, ServerResponse response) {
    response.header(Reply.REFUSED).header(RETRY_AFTER);
    Reply.problem(request, response, problem);
  }
}
