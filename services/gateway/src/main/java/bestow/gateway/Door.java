package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Outcome;
import bestow.mesh.Ticker;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import java.nio.charset.StandardCharsets;

/// One door of another service: a record goes in, a reply comes out. For any number of threads.
///
/// @param <Q> the record it takes
/// @param <R> the reply it gives
final class Door<Q, R> {
  private static final int QUOTED_MAX = 200;

  private final Callee callee;
  private final String path;
  private final Codec<Q> requests;
  private final Codec<R> replies;
  private final Remarks remarks;

  Door(Callee callee, String path, Class<Q> request, Class<R> reply, Ticker ticker) {
    this.callee = callee;
    this.path = path;
    this.requests = Json.codec(request);
    this.replies = Json.codec(reply);
    this.remarks = new Remarks(ticker);
  }

  /// Asks, within the deadline of the running claim.
  Asked<R> ask(Q request) {
    return switch (callee.call(Call.post(path, requests.write(request)))) {
      case Outcome.Answered answered -> read(answered);
      case Outcome.Refused refused -> notBegun(refused.trail().peer() + " refused");
      case Outcome.NotSent notSent -> notBegun(notSent.why());
      case Outcome.MaybeApplied maybe -> inDoubt(maybe.why());
      case Outcome.Unreadable unreadable -> inDoubt(unreadable.why());
    };
  }

  private Asked<R> read(Outcome.Answered answered) {
    if (answered.status() != 200) {
      return inDoubt("it answered " + answered.status() + ": " + quoted(answered));
    }
    try {
      return new Got<>(replies.read(answered.body()));
    } catch (MalformedJsonException e) {
      return inDoubt("it answered what is no reply: " + e.getMessage());
    }
  }

  private Asked<R> notBegun(String why) {
    remarks.make(path + " has begun nothing: " + why);
    return new NotBegun<>();
  }

  private Asked<R> inDoubt(String why) {
    remarks.make(path + " is in doubt: " + why);
    return new InDoubt<>();
  }

  private static String quoted(Outcome.Answered answered) {
    int length = Math.min(QUOTED_MAX, answered.body().length);
    return new String(answered.body(), 0, length, StandardCharsets.UTF_8);
  }
}
