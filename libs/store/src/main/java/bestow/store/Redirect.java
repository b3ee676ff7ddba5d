package bestow.store;

/// What a reply of a cluster's node says about where a call belongs. Whatever is no [Stay] came
/// from a node that has run nothing of it, so that the call may be sent anew.
sealed interface Redirect {

  /// The reply stands.
  record Stay() implements Redirect {}

  /// The call's slot has moved for good.
  ///
  /// @param host where to; empty for the host that answered
  /// @param port where to
  record Moved(String host, int port) implements Redirect {}

  /// The call's slot is about to move, and this once the call belongs there already.
  ///
  /// @param host where to; empty for the host that answered
  /// @param port where to
  record Ask(String host, int port) implements Redirect {}

  /// The call's keys are on two nodes just now: soon they are on one again.
  record Later() implements Redirect {}

  /// The node can't be used now, and another may have taken its place.
  record Away() implements Redirect {}

  /// What this reply says.
  static Redirect of(StoreReply reply) {
    return switch (reply) {
      case StoreReply.Done _, StoreReply.Unknown _ -> new Stay();
      case StoreReply.NotSent _ -> new Away();
      case StoreReply.Failed failed when failed.nothingRan() -> ofError(failed);
      case StoreReply.Failed _ -> new Stay();
    };
  }

  private static Redirect ofError(StoreReply.Failed failed) {
    // As in "MOVED 3999 127.0.0.1:6381".
    String[] words = failed.error().split(" ", -1);
    return switch (failed.code()) {
      case "MOVED" -> new Moved(host(words), port(words));
      case "ASK" -> new Ask(host(words), port(words));
      case "TRYAGAIN" -> new Later();
      case "CLUSTERDOWN", "READONLY", "MASTERDOWN", "LOADING" -> new Away();
      default -> new Stay();
    };
  }

  private static String host(String[] words) {
    return words[2].substring(0, words[2].lastIndexOf(':'));
  }

  private static int port(String[] words) {
    return Integer.parseInt(words[2].substring(words[2].lastIndexOf(':') + 1));
  }
}
