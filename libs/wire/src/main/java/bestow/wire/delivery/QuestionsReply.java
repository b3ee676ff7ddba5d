package bestow.wire.delivery;

import io.avaje.jsonb.Json;
import java.util.List;

/// What is to become of the stock of each order that was asked about, in the same order.
@Json
public record QuestionsReply(List<Answer> orders) {
  public QuestionsReply {
    orders = List.copyOf(orders);
  }

  /// One order's.
  ///
  /// @param order its number
  /// @param stock what becomes of it
  @Json
  public record Answer(String order, Stock stock) {}

  /// What becomes of an order's stock.
  public enum Stock {
    /// It is given away: the order is delivered, or held to be.
    CONFIRM("confirm"),
    /// It goes back: the order is refused or void, and nothing of it can ever land.
    RELEASE("release"),
    /// It stays held: the order is not at its end, or that is not known now.
    LATER("later");

    private final String word;

    Stock(String word) {
      this.word = word;
    }

    /// The word on the wire.
    @Json.Value
    public String word() {
      return word;
    }
  }
}
