package bestow.session;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.time.Instant;
import java.util.List;

/// Sessions in session's own Redis. Those of one user share a hash slot, which the token names.
final class RedisSessionStore implements SessionStore {
  private static final Script OPEN = Script.load(RedisSessionStore.class, "open.lua");
  private static final Script FIND = Script.load(RedisSessionStore.class, "find.lua");
  private static final Script CLOSE = Script.load(RedisSessionStore.class, "close.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(OPEN, FIND, CLOSE);

  private final Store store;

  RedisSessionStore(Store store) {
    this.store = store;
  }

  @Override
  public Kept open(Token token, String user, Instant opened, Instant expires, int sessionsMax) {
    var keys = List.of(session(token), users(token) + user);
    var args =
        List.of(
            user,
            millis(opened),
            millis(expires),
            Integer.toString(sessionsMax),
            token.hash(),
            sessions(token));
    return switch (store.run(OPEN, keys, args)) {
      case StoreReply.Done _ -> Kept.KEPT;
      case StoreReply.NotSent _, StoreReply.Unknown _, StoreReply.Failed _ -> Kept.UNAVAILABLE;
    };
  }

  @Override
  public Found find(Token token, Instant now) {
    return switch (store.run(FIND, List.of(session(token)), List.of(millis(now)))) {
      case StoreReply.Done(Value.Text user) -> new Found.User(user.text());
      case StoreReply.Done _ -> new Found.Nobody();
      case StoreReply.NotSent(String why) -> new Found.Unavailable(why);
      case StoreReply.Unknown(String why) -> new Found.Unavailable(why);
      case StoreReply.Failed(String error) -> new Found.Unavailable(error);
    };
  }

  @Override
  public Ended close(Token token, Instant now) {
    return end(token, now, "this");
  }

  @Override
  public Ended closeAll(Token token, Instant now) {
    return end(token, now, "everywhere");
  }

  private Ended end(Token token, Instant now, String scope) {
    var args = List.of(millis(now), scope, token.hash(), sessions(token), users(token));
    return switch (store.run(CLOSE, List.of(session(token)), args)) {
      case StoreReply.Done(Value count) ->
          count.number() > 0 ? new Ended.Count((int) count.number()) : new Ended.Nobody();
      case StoreReply.NotSent(String why) -> new Ended.Unavailable(why);
      case StoreReply.Unknown(String why) -> new Ended.Unavailable(why);
      case StoreReply.Failed(String error) -> new Ended.Unavailable(error);
    };
  }

  private static String session(Token token) {
    return sessions(token) + token.hash();
  }

  private static String sessions(Token token) {
    return "{s" + token.shard() + "}:session:";
  }

  private static String users(Token token) {
    return "{s" + token.shard() + "}:user:";
  }

  private static String millis(Instant instant) {
    return Long.toString(instant.toEpochMilli());
  }
}
