package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// What a claim would come to.
@Json(typeProperty = "outlook")
@Json.SubType(type = Outlook.Open.class, name = "open")
@Json.SubType(type = Outlook.SoldOut.class, name = "sold-out")
@Json.SubType(type = Outlook.DailyGone.class, name = "daily-gone")
public sealed interface Outlook {

  /// To anything else: it has to be made.
  record Open() implements Outlook {}

  /// All stock is given away or held, and the claim has no order.
  record SoldOut() implements Outlook {}

  /// Today's share is given away or held, and the claim has no order.
  ///
  /// @param retryAfterSeconds until the campaign's next day
  record DailyGone(long retryAfterSeconds) implements Outlook {}
}
