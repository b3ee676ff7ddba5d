package bestow.wire.quota;

import bestow.wire.delivery.OrderExplained;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// `GET /v1/orders/{order}`, for operators: all that the platform knows of an order.
///
/// @param order its number
/// @param stock what quota has; null where it has nothing that can be read
/// @param delivery what delivery has, step by step; null where it never heard of it, or gives no
///     answer now
/// @param finding what comparing the two found; null where nothing was
/// @param next what will happen next, as sentences
@Json
public record OrderAccount(
    String order,
    @Nullable Stock stock,
    @Nullable OrderExplained delivery,
    LedgerReport.@Nullable Finding finding,
    String next) {

  /// The unit that quota holds for it.
  ///
  /// @param user whose
  /// @param campaign the campaign's id
  /// @param gift the gift's id
  /// @param state where it stands
  /// @param heldAt epoch milliseconds
  /// @param askedAt epoch milliseconds when delivery will be asked what becomes of it; null once it
  ///     has its end
  /// @param promisedBy epoch milliseconds by when its user was promised it in doubt; null where
  ///     nobody did
  /// @param period the period it counts in
  /// @param day the day whose share it took from; null where there is no daily limit
  /// @param keptTill epoch milliseconds until when its record is kept; null for ever
  @Json
  public record Stock(
      String user,
      String campaign,
      String gift,
      HoldState state,
      long heldAt,
      @Nullable Long askedAt,
      @Nullable Long promisedBy,
      String period,
      @Nullable String day,
      @Nullable Long keptTill) {}
}
