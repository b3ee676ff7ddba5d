package bestow.security;

import bestow.wire.security.Block;
import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The rules of security: which limits a claim meets, and what a claim beyond them is told.
final class Security {
  private final SecurityStore store;
  private final InstantSource clock;
  private final Map<Dimension, Threshold> platform;

  /// @param platform the limits that hold where a campaign names none, one for every dimension
  Security(SecurityStore store, InstantSource clock, List<Threshold> platform) {
    this.store = store;
    this.clock = clock;
    this.platform = new EnumMap<>(Dimension.class);
    for (Threshold threshold : platform) this.platform.put(threshold.dimension(), threshold);
  }

  /// Judges one claim.
  Judgement judge(VerdictRequest request) {
    var limits = new EnumMap<>(platform);
    for (Threshold threshold : request.thresholds()) limits.put(threshold.dimension(), threshold);
    var windows = new ArrayList<Window>(3);
    for (Threshold threshold : limits.values()) {
      var value =
          switch (threshold.dimension()) {
            case USER -> request.user();
            case IP -> request.ip();
            case DEVICE -> request.device();
          };
      if (!value.isEmpty()) windows.add(new Window(threshold, value));
    }
    return switch (store.judge(request.campaign(), windows, clock.millis())) {
      case SecurityStore.Judged.Counted() -> new Judgement.Given(new Verdict.Allowed());
      case SecurityStore.Judged.Blocked(Window by) ->
          new Judgement.Given(new Verdict.Refused(by.dimension()));
      case SecurityStore.Judged.Beyond(Window limit, long waitMillis) ->
          new Judgement.Given(beyond(limit, waitMillis));
      case SecurityStore.Judged.Unavailable(String why) -> new Judgement.Unavailable(why);
    };
  }

  /// Puts an entry on the block list.
  SecurityStore.Written block(Block block) {
    return store.block(block);
  }

  /// Takes an entry off the block list.
  SecurityStore.Written unblock(Dimension dimension, String value) {
    return store.unblock(dimension, value);
  }

  /// The whole block list.
  SecurityStore.Listed blocks() {
    return store.blocks();
  }

  private static Verdict beyond(Window limit, long waitMillis) {
    return switch (limit.threshold().beyond()) {
      case REFUSE -> new Verdict.TooMany(limit.dimension(), (int) Math.ceilDiv(waitMillis, 1000L));
      case CHALLENGE -> new Verdict.Challenged(limit.dimension());
    };
  }

  /// A verdict, or none.
  sealed interface Judgement {
    record Given(Verdict verdict) implements Judgement {}

    record Unavailable(String why) implements Judgement {}
  }
}
