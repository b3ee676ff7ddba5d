package bestow.store;

import java.util.Set;

/// How one call of a script ended. Exactly one of four, known by how far the call had come and
/// never guessed from an error's class.
public sealed interface StoreReply {

  /// The script ran to its end. Where the store's Redis syncs on every write, what it wrote is on
  /// disk.
  ///
  /// @param value what the script returned
  record Done(Value value) implements StoreReply {}

  /// No byte of the call was handed to a connection: the script has not run and never will. Safe
  /// to try again, or to say no.
  ///
  /// @param why a sentence that names the store and what stood in the way
  record NotSent(String why) implements StoreReply {}

  /// The call went out and no answer came in time: the script ran, or will still run, or never
  /// will. Only the same idempotent call, or a look, can tell.
  ///
  /// @param why a sentence that names the store and what happened
  record Unknown(String why) implements StoreReply {}

  /// Redis answered with an error.
  ///
  /// @param error the error as Redis wrote it, beginning with its code, as in `OOM command not
  ///     allowed …`
  record Failed(String error) implements StoreReply {

    /// The errors by which Redis turns a `#!lua` script away at the door.
    private static final Set<String> AT_THE_DOOR =
        Set.of(
            "NOSCRIPT",
            "LOADING",
            "BUSY",
            "READONLY",
            "OOM",
            "MISCONF",
            "NOREPLICAS",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "MOVED",
            "ASK",
            "TRYAGAIN",
            "CROSSSLOT",
            "NOAUTH");

    /// What an error that arose inside a script ends with.
    private static final String INSIDE = "@user_script:";

    /// The error's first word, its code.
    public String code() {
      int end = error.indexOf(' ');
      return end < 0 ? error : error.substring(0, end);
    }

    /// Whether it is certain that no line of the script ran, so that trying again is safe: Redis
    /// checks all of these before it starts a `#!lua` script. False for an error that arose inside
    /// the script, which may have written before. A script never returns an error reply of its own
    /// that begins with one of these codes.
    public boolean nothingRan() {
      return AT_THE_DOOR.contains(code()) && !error.contains(INSIDE);
    }
  }
}
