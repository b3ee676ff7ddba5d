package bestow.mesh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Asks a second instance when the first one is late, and takes whichever answers well first. For
/// reads alone, and only where the callee's settings say after how long; the second one is paid for
/// like a repeat.
final class Hedge implements Stage {

  private static final int ERROR_MIN = 500;

  private final Duration late;
  private final RetryGate gate;
  private final Sight sight;
  private final Ticker ticker;

  Hedge(Duration late, RetryGate gate, Sight sight, Ticker ticker) {
    this.late = late;
    this.gate = gate;
    this.sight = sight;
    this.ticker = ticker;
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    return late.isZero() || attempt.number() > 1 || !isRead(attempt)
        ? next.call(attempt)
        : race(attempt, next);
  }

  private static boolean isRead(Attempt attempt) {
    var criticality = attempt.context().criticality();
    return attempt.call().repeat() == Repeat.HARMLESS
        && (criticality == Criticality.QUERY || criticality == Criticality.LIST);
  }

  private Outcome race(Attempt attempt, Next next) {
    var picked = new AtomicReference<>(Optional.<Instance>empty());
    var first = attempt.telling(instance -> picked.set(Optional.of(instance)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends = new ExecutorCompletionService<Outcome>(threads);
      ends.submit(() -> next.call(first));
      var early = Optional.ofNullable(ends.poll(late.toNanos(), TimeUnit.NANOSECONDS));
      if (early.isPresent()) {
        return outcome(early.get());
      }
      if (!gate.mayHedge()) {
        return outcome(ends.take());
      }
      sight.hedged();
      ends.submit(() -> next.call(attempt.again(picked.get(), ticker.nanos())));
      var better = better(ends);
      threads.shutdownNow();
      return better;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.MaybeApplied(
          attempt.peer() + " was given up: the caller was interrupted",
          attempt.trail(Phase.READ, 0, ticker.nanos()));
    }
  }

  private static Outcome better(CompletionService<Outcome> ends) throws InterruptedException {
    var one = outcome(ends.take());
    return one instanceof Outcome.Answered answered && answered.status() < ERROR_MIN
        ? one
        : outcome(ends.take());
  }

  private static Outcome outcome(Future<Outcome> ended) throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("An attempt ends with an outcome, whatever happens", broken);
    }
  }
}
