package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Outcome;
import bestow.mesh.Repeat;
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

  private final Way way;
  private final Codec<Q> requests;
  private final Codec<R> replies;
  private final Remarks remarks;

  /// The way to a door.
  ///
  /// @param callee whose it is
  /// @param repeat when the mesh may knock again, at another instance
  record Way(Callee callee, String path, Repeat repeat) {

    /// To a door that does something each time: again only where nothing was begun.
    static Way unlessBegun(Callee callee, String path) {
      return new Way(callee, path, Repeat.UNLESS_BEGUN);
    }

    /// To a door that changes nothing, or nothing more the second time.
    static Way harmless(Callee callee, String path) {
      return new Way(callee, path, Repeat.HARMLESS);
    }
  }

  Door(Way way, Class<Q> request, Class<R> reply, Ticker ticker) {
    this.way = way;
    this.requests = Json.codec(request);
    this.replies = Json.codec(reply);
    this.remarks = new Remarks(ticker);
  }

  /// Asks, within the deadline of the running claim.
  Asked<R> ask(Q request) {
    return switch (way.callee().call(call(request))) {
      case Outcome.Answered answered -> read(answered);
      case Outcome.Refused refused -> notBegun(refused.trail().peer() + " refused");
      case Outcome.NotSent notSent -> notBegun(notSent.why());
      case Outcome.MaybeApplied maybe -> inDoubt(maybe.why());
      case Outcome.Unreadable unreadable -> inDoubt(unreadable.why());
    };
  }

  private Call call(Q request) {
    return Call.post(way.path(), requests.write(request)).repeat(way.repeat());
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
    remarks.make(way.path() + " has begun nothing: " + why);
    return new NotBegun<>();
  }

  private Asked<R> inDoubt(String why) {
    remarks.make(way.path() + " is in doubt: " + why);
    return new InDoubt<>();
  }

  private static String quoted(Outcome.Answered answered) {
    int length = Math.min(QUOTED_MAX, answered.body().length);
    return new String(answered.body(), 0, length, StandardCharsets.UTF_8);
  }
}
