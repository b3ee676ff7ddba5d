package bestow.wire.delivery;

import bestow.wire.delivery.QuestionsReply.Stock;
import io.avaje.jsonb.Json;
import java.util.List;

/// How a bundle stands.
@Json(typeProperty = "reply")
@Json.SubType(type = BundleReply.Found.class, name = "found")
@Json.SubType(type = BundleReply.Unknown.class, name = "unknown")
public sealed interface BundleReply {

  /// A bundle that delivery has written down.
  ///
  /// @param user whose; the asker decides whether they may see it
  /// @param campaign the campaign's id
  /// @param bundle the bundle's id
  /// @param state where it stands
  /// @param reason why it is not given; empty where it is, or may be
  /// @param changedAt epoch milliseconds of the last step
  /// @param promisedBy epoch milliseconds
  /// @param parts its gifts, in the campaign's order
  record Found(
      String user,
      String campaign,
      String bundle,
      BundleState state,
      String reason,
      long changedAt,
      long promisedBy,
      List<Part> parts)
      implements BundleReply {
    public Found {
      parts = List.copyOf(parts);
    }
  }

  /// Never written down here.
  record Unknown() implements BundleReply {}

  /// One of its gifts.
  ///
  /// @param order its order number
  /// @param gift the gift's id
  /// @param state where its order stands
  /// @param receipt the provider's word; empty where there is none
  /// @param stock what becomes of what is held for it
  @Json
  record Part(String order, String gift, OrderState state, String receipt, Stock stock) {}
}
