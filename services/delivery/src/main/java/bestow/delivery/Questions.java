package bestow.delivery;

import bestow.delivery.OrderBook.Begun;
import bestow.mesh.CallContext;
import bestow.wire.config.Lane;
import bestow.wire.delivery.QuestionsReply.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Says what is to become of the stock that is held for an order. An order that was never written
/// down is made void before anybody hears of it: then its stock may go back, since nothing can
/// deliver it any more. But one that its user was promised is taken on, and delivered. For any
/// number of threads.
final class Questions {

  /// One order, as the asker knows it.
  ///
  /// @param promisedBy epoch milliseconds; 0 where nobody promised it
  record Question(OrderNumber number, String user, String campaign, String gift, long promisedBy) {

    /// What it is for, where nobody has to know how it is delivered.
    private Asked asked() {
      return new Asked(user, campaign, gift, 1, "", Lane.FAST, promisedBy);
    }

    private Asked asked(Offer.Open offer) {
      var supply = offer.supply();
      return new Asked(
          user, campaign, gift, offer.quantity(), supply.target(), supply.lane(), promisedBy);
    }
  }

  private final OrderBook book;
  private final BundleBook bundles;
  private final Resuming.Published published;

  Questions(OrderBook book, BundleBook bundles, Resuming.Published published) {
    this.book = book;
    this.bundles = bundles;
    this.published = published;
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
    var stands =
        question.promisedBy() == 0
            ? book.forbid(question.number(), question.asked())
            : accept(question);
    return stands
        .filter(order -> order.asked().sameGift(question.asked()))
        .map(order -> bundles.stock(order).orElse(Stock.LATER))
        .orElse(Stock.LATER);
  }

  /// Nothing is known of it where nobody can deliver it right now.
  private Optional<Order> accept(Question question) {
    var found = published.find(question.campaign(), question.gift());
    if (found.isEmpty() || !(found.get() instanceof Offer.Open offer)) {
      return Optional.empty();
    }
    return switch (book.accept(question.number(), question.asked(offer))) {
      case Begun.Ready(var step) -> Optional.of(step.order());
      // A bundle has it.
      case Begun.Mismatch(var order) -> Optional.of(order);
      case Begun.Not _, Begun.InDoubt _, Begun.Damaged _ -> Optional.empty();
    };
  }
}
