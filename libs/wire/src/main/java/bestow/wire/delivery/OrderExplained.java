package bestow.wire.delivery;

import bestow.wire.config.Lane;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /v1/orders/{order}`, for operators: all that delivery knows of an order.
///
/// @param order its number
/// @param user whose
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param quantity how many units
/// @param target which provider, and a digest of its endpoint
/// @param lane whose workers look after it
/// @param state where it stands
/// @param receipt the provider's word; empty where there is none
/// @param reason of a refusal; empty where there is none
/// @param dead why nothing more is done until a person has decided; empty where something is
/// @param attempts calls to the provider so far
/// @param promisedBy epoch milliseconds
/// @param steps what happened, the oldest first; of many attempts the newest 16
/// @param leftOut what happened as well, and is not among the steps any more; absent where they are
///     all there
/// @param next what will happen next, as a sentence
@Json
public record OrderExplained(
    String order,
    String user,
    String campaign,
    String gift,
    int quantity,
    String target,
    Lane lane,
    OrderState state,
    String receipt,
    String reason,
    String dead,
    int attempts,
    long promisedBy,
    List<Step> steps,
    @Nullable LeftOut leftOut,
    String next) {
  public OrderExplained {
    steps = List.copyOf(steps);
  }

  /// How much is not among the steps any more.
  ///
  /// @param attempts the oldest calls to the provider
  /// @param notes the oldest of all that is no attempt, and leads to no other order
  @Json
  public record LeftOut(int attempts, int notes) {}

  /// Something that happened. Members that do not apply are absent.
  ///
  /// @param at epoch milliseconds
  /// @param what `accepted`, `attempt`, `dead`, `resent`, `answered`, `given-up`, `revoke`,
  ///     `makes-good`, `made-good`, or the state that it ended in
  /// @param attempt which attempt, from 1
  /// @param verdict what came of it: `open`, `delivered`, `refused`, `not-sent`, `retry-later` or
  ///     `uncertain`
  /// @param phase how far it came: `wait`, `connect`, `write` or `read`
  /// @param status the HTTP status of the provider's answer
  /// @param endedAt epoch milliseconds
  /// @param instance which instance of delivery did it, where that is known
  /// @param trace the trace that shows it, where it was traced
  /// @param by the person who decided
  /// @param why in their words, or the reason
  /// @param order the order that it makes good, or that makes it good
  @Json
  public record Step(
      long at,
      String what,
      @Nullable Integer attempt,
      @Nullable String verdict,
      @Nullable String phase,
      @Nullable Integer status,
      @Nullable Long endedAt,
      @Nullable String instance,
      @Nullable String trace,
      @Nullable String by,
      @Nullable String why,
      @Nullable String order) {}
}
