package bestow.quota;

import bestow.wire.delivery.QuestionsReply.Stock;
import java.util.List;
import java.util.Map;

/// What delivery knows of orders. Safe for use by many threads.
@FunctionalInterface
interface Deliveries {
  /// How many orders can be asked about at once.
  int ASKED_MAX = 100;

  /// What becomes of the stock of these orders, as far as delivery said: nothing for one that it
  /// said nothing about. Runs in the context of whoever asks.
  Map<OrderNumber, Stock> ask(List<OrderRecord> orders);
}
