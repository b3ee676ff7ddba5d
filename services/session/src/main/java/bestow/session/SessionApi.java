package bestow.session;

import bestow.server.Body;
import bestow.server.Reply;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.session.CloseReply;
import bestow.wire.session.CloseRequest;
import bestow.wire.session.OpenReply;
import bestow.wire.session.OpenRequest;
import bestow.wire.session.ValidateAllReply;
import bestow.wire.session.ValidateAllRequest;
import bestow.wire.session.ValidateReply;
import bestow.wire.session.ValidateRequest;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;

/// Session's doors, for the other services.
final class SessionApi implements HttpService {
  private static final Codec<OpenRequest> OPENS = Json.codec(OpenRequest.class);
  private static final Codec<OpenReply> OPENED = Json.codec(OpenReply.class);
  private static final Codec<ValidateRequest> VALIDATES = Json.codec(ValidateRequest.class);
  private static final Codec<ValidateReply> VALIDATED = Json.codec(ValidateReply.class);
  private static final Codec<ValidateAllRequest> ALL = Json.codec(ValidateAllRequest.class);
  private static final Codec<ValidateAllReply> ALL_VALIDATED = Json.codec(ValidateAllReply.class);
  private static final Codec<CloseRequest> CLOSES = Json.codec(CloseRequest.class);
  private static final Codec<CloseReply> CLOSED = Json.codec(CloseReply.class);

  private static final Problem UNAVAILABLE =
      Problem.of(503, "unavailable", "Unavailable", "The store of sessions can't be reached.");

  private final Session sessions;

  SessionApi(Session sessions) {
    this.sessions = sessions;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/sessions/open", Body.json(this::open))
        .post("/v1/sessions/validate", Body.json(this::validate))
        .post("/v1/sessions/validate-all", Body.json(this::validateAll))
        .post("/v1/sessions/close", Body.json(this::close));
  }

  private void open(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    switch (sessions.open(OPENS.read(body).jwt())) {
      case Session.Opening.Opened(Token token, String user, var expires) ->
          Reply.json(
              response,
              OPENED.write(new OpenReply.Opened(token.text(), user, expires.toEpochMilli())));
      case Session.Opening.Rejected(String reason) ->
          Reply.json(response, OPENED.write(new OpenReply.Rejected(reason)));
      case Session.Opening.Unavailable() -> unavailable(response);
    }
  }

  private void validate(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    switch (sessions.validate(VALIDATES.read(body).token())) {
      case SessionStore.Found.User(String user) ->
          Reply.json(response, VALIDATED.write(new ValidateReply.Valid(user)));
      case SessionStore.Found.Nobody() ->
          Reply.json(response, VALIDATED.write(new ValidateReply.Unknown()));
      case SessionStore.Found.Unavailable _ -> unavailable(response);
    }
  }

  private void validateAll(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var replies = new ArrayList<ValidateReply>();
    for (var found : sessions.validate(ALL.read(body).tokens())) {
      switch (found) {
        case SessionStore.Found.User(String user) -> replies.add(new ValidateReply.Valid(user));
        case SessionStore.Found.Nobody() -> replies.add(new ValidateReply.Unknown());
        case SessionStore.Found.Unavailable _ -> {
          unavailable(response);
          return;
        }
      }
    }
    Reply.json(response, ALL_VALIDATED.write(new ValidateAllReply(replies)));
  }

  private void close(byte[] body, ServerRequest request, ServerResponse response)
      throws MalformedJsonException {
    var asked = CLOSES.read(body);
    var ended =
        switch (asked.scope()) {
          case THIS -> sessions.close(asked.token());
          case EVERYWHERE -> sessions.closeEverywhere(asked.token());
        };
    switch (ended) {
      case SessionStore.Ended.Count(int count) ->
          Reply.json(response, CLOSED.write(new CloseReply.Closed(count)));
      case SessionStore.Ended.Nobody() ->
          Reply.json(response, CLOSED.write(new CloseReply.Unknown()));
      // Not marked as refused: it may have ended all the same.
      case SessionStore.Ended.Unavailable _ ->
          Reply.problem(response, UNAVAILABLE, Duration.ofSeconds(1));
    }
  }

  /// Nothing that anybody could use was begun.
  private static void unavailable(ServerResponse response) {
    Reply.refused(response, UNAVAILABLE, Duration.ofSeconds(1));
  }
}
