package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// Whether an order may be promised.
@Json(typeProperty = "reply")
@Json.SubType(type = PromiseReply.Promised.class, name = "promised")
@Json.SubType(type = PromiseReply.TooLate.class, name = "too-late")
public sealed interface PromiseReply {

  /// It is noted, and will be kept.
  ///
  /// @param promisedBy epoch milliseconds, as it was promised first
  record Promised(long promisedBy) implements PromiseReply {}

  /// It may be void by now, was released, or was never made: it must not be promised.
  record TooLate() implements PromiseReply {}
}
