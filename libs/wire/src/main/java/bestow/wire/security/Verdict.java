package bestow.wire.security;

import io.avaje.jsonb.Json;

/// Whether a claim may go on.
@Json(typeProperty = "reply")
@Json.SubType(type = Verdict.Allowed.class, name = "allowed")
@Json.SubType(type = Verdict.Refused.class, name = "refused")
@Json.SubType(type = Verdict.Challenged.class, name = "challenged")
@Json.SubType(type = Verdict.TooMany.class, name = "too-many")
public sealed interface Verdict {

  /// It may.
  record Allowed() implements Verdict {}

  /// It may not: on the block list.
  ///
  /// @param dimension by which it is blocked
  record Refused(Dimension dimension) implements Verdict {}

  /// Only after the user has proved to be a person.
  ///
  /// @param dimension whose limit was passed
  record Challenged(Dimension dimension) implements Verdict {}

  /// A sliding-window limit was passed.
  ///
  /// @param dimension whose
  /// @param retryAfterSeconds until a claim could be let through again
  record TooMany(Dimension dimension, int retryAfterSeconds) implements Verdict {}
}
