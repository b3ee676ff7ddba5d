package bestow.delivery;

import bestow.delivery.Attempt.End;
import bestow.delivery.OrderBook.Begun;
import bestow.mesh.CallContext;
import bestow.mesh.Ticker;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries one order to its provider and writes down what came of it: the attempt that was opened,
/// and, where the provider has to be asked first, that and the attempt after it. For any number of
/// threads.
final class Courier {

  private static final AttributeKey<String> ORDER = AttributeKey.stringKey("bestow.order.id");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("bestow.delivery.attempt");

  /// Asking and then sending is two; a third round would need a second change of mind.
  private static final int ROUNDS_MAX = 3;

  private final OrderBook book;
  private final Settling settling;
  private final Ticker ticker;
  private final Tracer tracer;
  private final Meters meters;
  private final Times times;

  Courier(OrderBook book, Settling settling, Ticker ticker, Sight sight, Times times) {
    this.book = book;
    this.settling = settling;
    this.ticker = ticker;
    this.tracer = sight.tracer();
    this.meters = sight.meters();
    this.times = times;
  }

  /// Carries the order.
  ///
  /// @param begin what opened its first step; a further attempt takes a token of its own from
  ///     `tokens`
  /// @param step what is to be done, already written down
  /// @param startNanos a reading of the ticker from before it was written down
  /// @return how it stands at the end; nothing where the end could not be written down
  Optional<Order> carry(
      Event.Begin begin, Step step, long startNanos, Adapter adapter, Tokens tokens) {
    var next = step;
    long start = startNanos;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var order = next.order();
      var event =
          switch (next) {
            case Step.Send _ -> send(order, begin.terms(), start, adapter);
            case Step.Ask _ -> ask(order, begin.terms(), adapter);
            case Step.Revoke _ -> revoke(order, begin.terms(), adapter);
            case Step.Stand _ -> Optional.<Event>empty();
          };
      if (event.isEmpty()) {
        return Optional.of(order);
      }
      var written = book.record(order, event.get(), times.recordWithin());
      note(event.get(), written, begin.terms());
      boolean unheard = event.get() instanceof Event.NeverHeard;
      if (written.isEmpty() || !unheard || written.get().doubt() > 0) {
        return written;
      }
      start = ticker.nanos();
      var again =
          new Event.Begin(
                  begin.number(), begin.asked(), tokens.next(), begin.holder(), begin.terms())
              .traced(begin.trace());
      if (!(book.begin(written, again) instanceof Begun.Ready(var following))) {
        return written;
      }
      next = following;
    }
    return Optional.of(next.order());
  }

  private Optional<Event> send(Order order, Terms terms, long startNanos, Adapter adapter) {
    int attempt = order.attempt();
    if (ticker.nanos() - startNanos > times.sendWithin().toNanos()) {
      // Too late to be sure that the lease outlives the call.
      return Optional.of(
          new Event.NotDone(attempt, Attempt.Outcome.NOT_SENT, terms, new End("wait", 0)));
    }
    var earlier = settling.earlier(order, terms);
    var said = seen("attempt", order, () -> adapter.deliver(order));
    var event = event(attempt, said, earlier, terms);
    meters.attempt(event);
    return Optional.of(event);
  }

  private static Event event(int attempt, Verdict said, Event.Earlier earlier, Terms terms) {
    return switch (said) {
      case Verdict.Delivered(var receipt, var end) -> new Event.Delivered(attempt, receipt, end);
      case Verdict.Refused(var reason, var end) ->
          new Event.Refused(attempt, reason, earlier, terms, end);
      case Verdict.RetryLater(var end) ->
          new Event.NotDone(attempt, Attempt.Outcome.RETRY_LATER, terms, end);
      case Verdict.NotSent(var end) ->
          new Event.NotDone(attempt, Attempt.Outcome.NOT_SENT, terms, end);
      case Verdict.Unclear(var end) -> new Event.Unclear(attempt, terms, end);
      case Verdict.NeverHeard(var end) -> new Event.Unclear(attempt, terms, end);
      case Verdict.Revoked(var end) -> new Event.Unclear(attempt, terms, end);
    };
  }

  /// Sends an order once more that is held to be delivered, or asks about it, and writes down what
  /// its provider says.
  ///
  /// @param order as it was written down for that
  /// @param startNanos a reading of the ticker from before
  /// @return how it stands then; nothing where the answer could not be written down
  Optional<Order> dispute(Order order, Terms terms, long startNanos, Adapter adapter) {
    if (terms.kind() != Terms.Kind.SAME_NUMBER) {
      var said = seen("question", order, () -> adapter.ask(order));
      return book.record(order, new Event.Told(0, said), times.recordWithin());
    }
    int attempt = order.attempt();
    boolean late = ticker.nanos() - startNanos > times.sendWithin().toNanos();
    var said =
        late
            ? new Verdict.NotSent(new End("wait", 0))
            : seen("attempt", order, () -> adapter.deliver(order));
    meters.attempt(event(attempt, said, Event.Earlier.SETTLED, terms));
    return book.record(order, new Event.Told(attempt, said), times.recordWithin());
  }

  private Optional<Event> ask(Order order, Terms terms, Adapter adapter) {
    // Whether a "never heard of it" may be believed is settled before the question goes out.
    var earlier = settling.earlier(order, terms);
    return switch (seen("question", order, () -> adapter.ask(order))) {
      case Verdict.Delivered(var receipt, var end) ->
          Optional.of(new Event.Delivered(order.attempt(), receipt, end));
      case Verdict.NeverHeard _ -> Optional.of(new Event.NeverHeard(order.attempt(), earlier));
      case Verdict.Refused _,
          Verdict.RetryLater _,
          Verdict.NotSent _,
          Verdict.Unclear _,
          Verdict.Revoked _ ->
          Optional.empty();
    };
  }

  /// What does not come to an end here is asked again once the order is due again.
  private Optional<Event> revoke(Order order, Terms terms, Adapter adapter) {
    if (settling.earlier(order, terms) == Event.Earlier.OPEN) {
      // What lands after it was taken back would stay with the user.
      return Optional.empty();
    }
    return switch (seen("revoke", order, () -> adapter.revoke(order))) {
      case Verdict.Revoked _ -> Optional.of(new Event.Revoked());
      case Verdict.Refused(var reason, _) -> Optional.of(new Event.RevokeRefused(reason));
      case Verdict.Delivered _,
          Verdict.RetryLater _,
          Verdict.NotSent _,
          Verdict.Unclear _,
          Verdict.NeverHeard _ ->
          Optional.empty();
    };
  }

  private void note(Event event, Optional<Order> written, Terms terms) {
    written.ifPresentOrElse(order -> meters.written(event, order), meters::unwritten);
    if (event instanceof Event.Unclear(int attempt, _, _)) {
      written
          .filter(order -> order.doubt() == attempt)
          .ifPresent(order -> settling.ended(order, terms));
    }
  }

  /// The provider's verdict, within a span of its own where the order is traced.
  private Verdict seen(String name, Order order, Supplier<Verdict> call) {
    var context = CallContext.current();
    if (!Span.fromContext(context.trace()).isRecording()) {
      return call.get();
    }
    var span =
        tracer
            .spanBuilder("delivery " + name)
            .setParent(context.trace())
            .setAttribute(ORDER, order.number().value())
            .setAttribute(ATTEMPT, (long) order.attempt())
            .startSpan();
    try {
      var verdict = context.traced(context.trace().with(span)).call(call::get);
      span.setAttribute(Meters.PHASE, verdict.end().phase());
      return verdict;
    } finally {
      span.end();
    }
  }

  /// Goes on with an order for which nobody waits, within a span of its own: part of the trace in
  /// which the order was accepted, where that was traced, however long ago it was.
  <T> T resumed(Order order, Supplier<T> work) {
    var context = CallContext.current();
    var span =
        tracer
            .spanBuilder("delivery resume")
            .setParent(order.past().accepted().after())
            .setAttribute(ORDER, order.number().value())
            .startSpan();
    try {
      return context.traced(context.trace().with(span)).call(work::get);
    } finally {
      span.end();
    }
  }

  /// The trace that the running call is seen in; empty where it is not traced.
  static String traceId() {
    var span = Span.fromContext(CallContext.current().trace());
    return span.isRecording() ? span.getSpanContext().getTraceId() : "";
  }

  /// How long things may take.
  ///
  /// @param sendWithin from before an attempt was written down until it is handed to the network
  /// @param recordWithin writing down what came of it
  record Times(Duration sendWithin, Duration recordWithin) {}

  /// What makes it visible.
  record Sight(Tracer tracer, Meters meters) {}
}
