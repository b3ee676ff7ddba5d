package bestow.bench;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/// What resilience4j puts round a call, in the order that it advises: retry (circuit breaker (time
/// limiter (bulkhead (call)))). All calls share it, and each is decorated once.
final class Guards {
  private static final String NAME = "answerer";
  private static final int AT_ONCE = 64;

  private final Retry retry =
      Retry.of(
          NAME, RetryConfig.custom().maxAttempts(2).waitDuration(Duration.ofMillis(20)).build());
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          NAME,
          CircuitBreakerConfig.custom().slidingWindowSize(100).minimumNumberOfCalls(20).build());
  private final TimeLimiter limiter =
      TimeLimiter.of(NAME, TimeLimiterConfig.custom().timeoutDuration(Ways.LIMIT).build());
  private final Bulkhead bulkhead =
      Bulkhead.of(NAME, BulkheadConfig.custom().maxConcurrentCalls(AT_ONCE).build());
  private final ThreadPoolBulkhead pool =
      ThreadPoolBulkhead.of(
          NAME,
          ThreadPoolBulkheadConfig.custom()
              .coreThreadPoolSize(AT_ONCE)
              .maxThreadPoolSize(AT_ONCE)
              .queueCapacity(AT_ONCE)
              .build());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(3);

  /// For a blocking client: the time limiter's own blocking variant, with the cheapest threads.
  Callable<byte[]> timed(Callable<byte[]> call) {
    var counted = Bulkhead.decorateCallable(bulkhead, call);
    return untilWell(TimeLimiter.decorateFutureSupplier(limiter, () -> threads.submit(counted)));
  }

  /// With the thread pool bulkhead, and the time limiter that does not block.
  Callable<byte[]> pooled(Callable<byte[]> call) {
    Supplier<CompletionStage<byte[]>> begun = ThreadPoolBulkhead.decorateCallable(pool, call);
    var limited = TimeLimiter.decorateCompletionStage(limiter, scheduler, begun);
    var broken = CircuitBreaker.decorateCompletionStage(breaker, limited);
    var again = Retry.decorateCompletionStage(retry, scheduler, broken);
    return () -> again.get().toCompletableFuture().get();
  }

  /// Without a time limiter: a call that hangs then hangs for ever.
  Callable<byte[]> untimed(Callable<byte[]> call) {
    return untilWell(Bulkhead.decorateCallable(bulkhead, call));
  }

  private Callable<byte[]> untilWell(Callable<byte[]> call) {
    return Retry.decorateCallable(retry, CircuitBreaker.decorateCallable(breaker, call));
  }
}
