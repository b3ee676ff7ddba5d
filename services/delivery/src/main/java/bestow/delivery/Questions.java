package bestow.delivery;

import bestow.mesh.CallContext;
import bestow.wire.delivery.QuestionsReply.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Says what is to become of the stock that is held for an order. Where the order was never written
/// down, it is made void before anybody hears of it: then its stock may go back, since nothing can
/// deliver it any more. For any number of threads.
final class Questions {

  /// One order, as the asker knows it.
  record Question(OrderNumber number, Asked asked) {}

  private final OrderBook book;

  Questions(OrderBook book) {
    this.book = book;
  }

  /// The answers, in the order of the questions. Runs in the context of whoever asks.
  List<Stock> answer(List<Question> questions) {
    var answers = new ArrayList<Stock>(questions.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var context = CallContext.current();
      var futures = new ArrayList<Future<Stock>>(questions.size());
      for (var question : questions) {
        futures.add(threads.submit(context.carry(() -> answer(question))));
      }
      for (var future : futures) {
        answers.add(future.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a question could not be answered", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return questions.stream().map(_ -> Stock.LATER).toList();
    }
  }

  /// The answer to one question.
  Stock answer(Question question) {
    return book.forbid(question.number(), question.asked())
        .filter(order -> order.asked().sameGift(question.asked()))
        .map(Questions::stock)
        .orElse(Stock.LATER);
  }

  private static Stock stock(Order order) {
    return switch (order.state()) {
      case DELIVERED, PRESUMED, REVOKED -> Stock.CONFIRM;
      case REFUSED, VOID -> Stock.RELEASE;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN -> Stock.LATER;
    };
  }
}
