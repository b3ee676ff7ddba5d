package bestow.delivery;

import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Headers;
import bestow.mesh.Outcome;
import bestow.mesh.Phase;
import bestow.mesh.Trail;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Quota's door for holds, without a network: one hold for each key, unless it is told otherwise.
final class FakeQuota implements Callee {

  private static final Codec<HoldRequest> REQUESTS = Json.codec(HoldRequest.class);
  private static final Codec<HoldReply> REPLIES = Json.codec(HoldReply.class);

  private final Map<String, OrderNumber> held = new HashMap<>();
  private final List<HoldRequest> requests = new ArrayList<>();
  private Optional<HoldReply> instead = Optional.empty();
  private Mood mood = Mood.WELL;

  /// How it behaves.
  enum Mood {
    WELL,
    /// Nothing reaches it.
    GONE,
    /// It holds, and its answer gets lost.
    LOSING,
    /// It answers 500.
    BROKEN
  }

  synchronized void behave(Mood next) {
    mood = next;
  }

  synchronized void answer(HoldReply reply) {
    instead = Optional.of(reply);
  }

  synchronized List<HoldRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public synchronized Outcome call(Call call) {
    var trail = new Trail("quota", Optional.empty(), 1, Phase.READ, 1, Duration.ZERO);
    if (mood == Mood.GONE) {
      return new Outcome.NotSent("quota is gone", trail);
    }
    try {
      var request = REQUESTS.read(call.body());
      requests.add(request);
      var number = held.computeIfAbsent(request.key() + "", _ -> Samples.number());
      var reply = instead.orElseGet(() -> new HoldReply.Held(number.value(), false));
      return switch (mood) {
        case WELL -> new Outcome.Answered(200, Headers.none(), REPLIES.write(reply), trail);
        case LOSING -> new Outcome.MaybeApplied("its answer got lost", trail);
        case BROKEN -> new Outcome.Answered(500, Headers.none(), new byte[0], trail);
        case GONE -> throw new IllegalStateException("it is gone");
      };
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("quota is asked what is no question", e);
    }
  }
}
