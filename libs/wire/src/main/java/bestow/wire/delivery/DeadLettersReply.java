package bestow.wire.delivery;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /v1/dead-letters`, for operators: orders for which nothing more is done until a person has
/// decided, at most 100 of them.
///
/// @param letters by shard, and in a shard the longest dead first
/// @param next what to ask for `after` these; null where there are no more
@Json
public record DeadLettersReply(List<DeadLetter> letters, @Nullable String next) {
  public DeadLettersReply {
    letters = List.copyOf(letters);
  }

  /// One of them.
  ///
  /// @param order its number
  /// @param user whose
  /// @param campaign the campaign's id
  /// @param gift the gift's id
  /// @param state where it stands
  /// @param reason why it is dead: `not-reached`, `retry-later`, `in-doubt`, `never-heard`,
  ///     `unpublished`, `presumed`, `refused` (of a bundle that is given already), `not-revoked` or
  ///     `revoke-refused`
  /// @param since epoch milliseconds
  /// @param attempts calls to the provider so far
  @Json
  public record DeadLetter(
      String order,
      String user,
      String campaign,
      String gift,
      OrderState state,
      String reason,
      long since,
      int attempts) {}
}
