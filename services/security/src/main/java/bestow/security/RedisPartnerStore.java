package bestow.security;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import bestow.wire.security.Partners.Gap;
import java.util.ArrayList;
import java.util.List;

/// Nonces and gaps in security's own Redis. All of a partner's lies in one slot.
final class RedisPartnerStore implements PartnerStore {
  private static final Script REMEMBER = Script.load(RedisPartnerStore.class, "paid-remember.lua");
  private static final Script TAKE = Script.load(RedisPartnerStore.class, "paid-take.lua");
  private static final Script LOOK = Script.load(RedisPartnerStore.class, "paid-look.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(REMEMBER, TAKE, LOOK);

  private final Store store;
  private final String noncesMax;
  private final String gapsMax;

  /// @param noncesMax how many nonces of a partner are remembered
  /// @param gapsMax how many gaps of a partner are remembered
  RedisPartnerStore(Store store, int noncesMax, int gapsMax) {
    this.store = store;
    this.noncesMax = Integer.toString(noncesMax);
    this.gapsMax = Integer.toString(gapsMax);
  }

  @Override
  public Remembered remember(Arrival arrival, long nowMillis) {
    var partner = arrival.partner();
    var reply =
        store.run(
            REMEMBER,
            List.of(key(partner, "nonces"), key(partner, "stream"), key(partner, "gaps")),
            List.of(
                Long.toString(nowMillis),
                arrival.nonce(),
                Long.toString(arrival.forgetAt()),
                noncesMax,
                Long.toString(arrival.sequence()),
                Long.toString(arrival.first()),
                gapsMax));
    return switch (reply) {
      case StoreReply.Done(Value value) -> remembered(value.many());
      case StoreReply.NotSent(String why) -> new Remembered.Unavailable(why);
      case StoreReply.Unknown(String why) -> new Remembered.InDoubt(why);
      case StoreReply.Failed failed ->
          failed.nothingRan()
              ? new Remembered.Unavailable(failed.error())
              : new Remembered.InDoubt(failed.error());
    };
  }

  @Override
  public Taken take(String partner, long sequence, long nowMillis) {
    var reply =
        store.run(
            TAKE,
            List.of(key(partner, "stream"), key(partner, "gaps")),
            List.of(Long.toString(sequence), Long.toString(nowMillis), gapsMax));
    return switch (reply) {
      case StoreReply.Done _ -> Taken.NOTED;
      case StoreReply.NotSent _, StoreReply.Unknown _, StoreReply.Failed _ -> Taken.UNAVAILABLE;
    };
  }

  @Override
  public Looked look(String partner, long seenBefore, int gapsMax) {
    var reply =
        store.run(
            LOOK,
            List.of(key(partner, "stream"), key(partner, "gaps")),
            List.of(Long.toString(seenBefore), Integer.toString(gapsMax)));
    return switch (reply) {
      case StoreReply.Done(Value value) -> stream(value.many());
      case StoreReply.NotSent(String why) -> new Looked.Unavailable(why);
      case StoreReply.Unknown(String why) -> new Looked.Unavailable(why);
      case StoreReply.Failed(String error) -> new Looked.Unavailable(error);
    };
  }

  private static Remembered remembered(Value.Many value) {
    return switch ((int) value.number(0)) {
      case 0 -> new Remembered.New();
      case 1 -> new Remembered.Before();
      default -> new Remembered.Full(value.number(1));
    };
  }

  private static Looked stream(Value.Many value) {
    var gaps = new ArrayList<Gap>(value.size());
    for (int i = 5; i < value.size(); i++) {
      var parts = value.text(i).split(":", -1);
      gaps.add(new Gap(number(parts[0]), number(parts[1]), number(parts[2])));
    }
    return new Looked.Stream(
        value.number(0), value.number(1), value.number(2), value.number(3), gaps, value.number(4));
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }

  private static String key(String partner, String what) {
    return "{partner:" + partner + "}:" + what;
  }
}
