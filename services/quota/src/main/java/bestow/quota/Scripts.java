package bestow.quota;

import bestow.quota.StoreFailure.Effect;
import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.util.List;
import java.util.stream.Stream;

/// Runs scripts in Redis, and says what a reply means that is none.
///
/// @param store the connections
record Scripts(Store store) {

  /// Every script, for the store to know before the first claim.
  static List<Script> all() {
    return Stream.of(RedisQuotaStore.SCRIPTS, RedisPoolStore.SCRIPTS, RedisLedger.SCRIPTS)
        .flatMap(List::stream)
        .toList();
  }

  /// The script that lies beside this class.
  static Script load(String file) {
    return Script.load(Scripts.class, file);
  }

  /// What the script returned: always a table.
  Value.Many run(Script script, List<String> keys, List<String> args) throws StoreFailure {
    return switch (store.run(script, keys, args)) {
      case StoreReply.Done(Value value) -> value.many();
      case StoreReply.NotSent(String why) -> throw new StoreFailure(Effect.NONE, why);
      case StoreReply.Unknown(String why) -> throw new StoreFailure(Effect.UNKNOWN, why);
      case StoreReply.Failed failed ->
          throw new StoreFailure(
              failed.nothingRan() ? Effect.NONE : Effect.BROKEN,
              script.name() + ": " + failed.error());
    };
  }

  /// A reply that no script of ours gives.
  static StoreFailure odd(Script script, Value.Many said) {
    return new StoreFailure(
        Effect.BROKEN, script.name() + " said what it never says: " + said.text(0));
  }
}
