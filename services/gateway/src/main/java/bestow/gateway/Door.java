package bestow.gateway;

import bestow.gateway.Asked.Got;
import bestow.gateway.Asked.InDoubt;
import bestow.gateway.Asked.NotBegun;
import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Outcome;
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

  Door(Callee callee, String path, Class<Q> request, Class<R> reply) {
    this.callee = callee;
    this.path = path;
    this.requests = Json.codec(request);
    this.replies = Json.codec(reply);
  }

  /// Asks, within the deadline of the running claim.
  Asked<R> ask(Q request) {
    return switch (callee.call(Call.post(path, requests.write(request)))) {
      case Outcome.Answered answered -> read(answered);
      case Outcome.Refused refused ->
          new NotBegun<>(path + ": " + refused.trail().peer() + " refused");
      case Outcome.NotSent notSent -> new NotBegun<>(path + ": " + notSent.why());
      case Outcome.MaybeApplied maybe -> new InDoubt<>(path + ": " + maybe.why());
      case Outcome.Unreadable unreadable -> new InDoubt<>(path + ": " + unreadable.why());
    };
  }

  private Asked<R> read(Outcome.Answered answered) {
    if (answered.status() != 200) {
      return new InDoubt<>(path + " answered " + answered.status() + ": " + quoted(answered));
    }
    try {
      return new Got<>(replies.read(answered.body()));
    } catch (MalformedJsonException e) {
      return new InDoubt<>(path + " answered what is no reply: " + e.getMessage());
    }
  }

  private static String quoted(Outcome.Answered answered) {
    int length = Math.min(QUOTED_MAX, answered.body().length);
    return new String(answered.body(), 0, length, StandardCharsets.UTF_8);
  }
}
