package bestow.wire.delivery;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `POST /v1/questions`: what is to become of the stock that is held for these orders? One that was
/// never written down is void from then on, so that it can be released; but if it was promised, it
/// is taken on.
///
/// @param orders 1 to 100 of them
@Json
public record QuestionsRequest(List<Question> orders) {
  public QuestionsRequest {
    if (orders.isEmpty() || orders.size() > 100)
      throw new IllegalArgumentException("orders 1 to 100, were " + orders.size());
    orders = List.copyOf(orders);
  }

  /// One order, as the asker knows it.
  ///
  /// @param order its number
  /// @param user whose
  /// @param campaign the campaign's id
  /// @param gift the gift's id
  /// @param promisedBy epoch milliseconds by when its user was promised it: it is never made void,
  ///     but delivered; null where nobody promised it
  @Json
  public record Question(
      String order, String user, String campaign, String gift, @Nullable Long promisedBy) {
    public Question {
      if (promisedBy != null && promisedBy < 1)
        throw new IllegalArgumentException("promisedBy >= 1, was " + promisedBy);
      if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
      if (user.isEmpty()) throw new IllegalArgumentException("user is empty");
      if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
      if (gift.isEmpty()) throw new IllegalArgumentException("gift is empty");
    }
  }
}
