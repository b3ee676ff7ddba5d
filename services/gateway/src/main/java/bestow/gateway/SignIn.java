package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.wire.gateway.SessionAnswer;
import bestow.wire.session.CloseReply;
import bestow.wire.session.CloseRequest;
import bestow.wire.session.CloseRequest.Scope;
import bestow.wire.session.OpenReply;
import bestow.wire.session.OpenRequest;
import java.time.Instant;

/// Users come and go.
final class SignIn {
  private final Rooms rooms;

  SignIn(Rooms rooms) {
    this.rooms = rooms;
  }

  /// Exchanges an identity provider's token for a session.
  Signed in(String jwt) {
    return switch (rooms.open().ask(new OpenRequest(jwt))) {
      case Got<OpenReply>(OpenReply.Opened(String token, String _, long expiresAt)) ->
          new Signed.In(new SessionAnswer(token, Instant.ofEpochMilli(expiresAt).toString()));
      case Got<OpenReply>(OpenReply.Rejected _) ->
          no(Refusal.SESSION_INVALID, "the identity provider's token is not accepted");
      case NotBegun<OpenReply> _, InDoubt<OpenReply> _ ->
          no(Refusal.UNAVAILABLE, "nobody can be signed in right now");
    };
  }

  /// Ends this session, or all of its user's.
  Signed out(String token, Scope scope) {
    return switch (rooms.close().ask(new CloseRequest(token, scope))) {
      case Got<CloseReply>(CloseReply.Closed _) -> new Signed.Out();
      case Got<CloseReply>(CloseReply.Unknown()) ->
          no(Refusal.SESSION_INVALID, "the session is unknown or over");
      case NotBegun<CloseReply> _, InDoubt<CloseReply> _ ->
          no(Refusal.UNAVAILABLE, "the session may not have ended; log out again");
    };
  }

  private static Signed no(Refusal refusal, String detail) {
    return new Signed.No(new Answer.No(refusal, detail, refusal == Refusal.UNAVAILABLE ? 1 : 0));
  }

  /// What came of it.
  sealed interface Signed {
    record In(SessionAnswer session) implements Signed {}

    record Out() implements Signed {}

    record No(Answer.No answer) implements Signed {}
  }
}
