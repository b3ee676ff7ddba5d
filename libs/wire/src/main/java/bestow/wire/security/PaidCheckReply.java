package bestow.wire.security;

import io.avaje.jsonb.Json;

/// Whether a paid order is its partner's.
@Json(typeProperty = "reply")
@Json.SubType(type = PaidCheckReply.Theirs.class, name = "theirs")
@Json.SubType(type = PaidCheckReply.Unproven.class, name = "unproven")
@Json.SubType(type = PaidCheckReply.Untimely.class, name = "untimely")
@Json.SubType(type = PaidCheckReply.Replayed.class, name = "replayed")
@Json.SubType(type = PaidCheckReply.NotEntitled.class, name = "not-entitled")
@Json.SubType(type = PaidCheckReply.TooMany.class, name = "too-many")
public sealed interface PaidCheckReply {

  /// It is, and its nonce was not used before.
  record Theirs() implements PaidCheckReply {}

  /// There is no such partner, or no key of theirs signed this.
  record Unproven() implements PaidCheckReply {}

  /// Theirs, but its timestamp is too far from now.
  ///
  /// @param windowSeconds how far it may be
  record Untimely(int windowSeconds) implements PaidCheckReply {}

  /// Theirs, but its nonce was used before.
  record Replayed() implements PaidCheckReply {}

  /// Theirs, but they may not give gifts of this campaign.
  record NotEntitled() implements PaidCheckReply {}

  /// Theirs, but more came of late than can be remembered.
  ///
  /// @param retryAfterSeconds until the first of those may be forgotten
  record TooMany(int retryAfterSeconds) implements PaidCheckReply {}
}
