package bestow.mesh;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a host's name stands for. A look-up can hang far longer than any call may, so it runs on a
/// thread of its own, and what was found last is kept for when the name service is gone. An address
/// in digits needs no look-up.
final class Addresses {

  // 30 s: how long the JDK itself believes an answer.
  private static final Duration FRESH = Duration.ofSeconds(30);

  /// Asks the name service.
  @FunctionalInterface
  interface NameService {
    List<InetAddress> find(String host) throws UnknownHostException;
  }

  private record Found(List<InetAddress> addresses, long atNanos) {}

  private final Optional<InetAddress> literal;
  private final String host;
  private final NameService names;
  private final Predicate<InetAddress> allowed;
  private final Ticker ticker;
  private final AtomicReference<Optional<Found>> last = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<FutureTask<Found>>> running =
      new AtomicReference<>(Optional.empty());

  /// The addresses of a host that are allowed to be connected to.
  Addresses(String host, NameService names, Predicate<InetAddress> allowed, Ticker ticker) {
    this.literal = literal(host);
    this.host = host;
    this.names = names;
    this.allowed = allowed;
    this.ticker = ticker;
  }

  /// The host's addresses, at least one, waiting at most until `deadline` where none is known yet.
  ///
  /// @throws UnknownHostException when there is none
  List<InetAddress> resolve(Deadline deadline) throws UnknownHostException {
    if (literal.isPresent()) {
      return allowed(literal.stream());
    }
    var known = last.get();
    if (known.isPresent()) {
      if (ticker.nanos() - known.get().atNanos() > FRESH.toNanos()) {
        var _ = lookUp();
      }
      return known.get().addresses();
    }
    try {
      long left = deadline.remainingNanos(ticker);
      return lookUp().get(left, TimeUnit.NANOSECONDS).addresses();
    } catch (ExecutionException failed) {
      var why = failed.getCause();
      throw new UnknownHostException(
          "no address is known for " + host + (why == null ? "" : ": " + why.getMessage()));
    } catch (TimeoutException _) {
      throw new UnknownHostException("the name service did not say in time where " + host + " is");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted while looking up " + host);
    }
  }

  private List<InetAddress> allowed(Stream<InetAddress> found) throws UnknownHostException {
    var allowedOnes = found.filter(allowed).toList();
    if (allowedOnes.isEmpty()) {
      throw new UnknownHostException("no address of " + host + " may be called");
    }
    return allowedOnes;
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private FutureTask<Found> lookUp() {
    var task = new FutureTask<>(this::find);
    var before = running.get();
    boolean busy = before.isPresent() && !before.get().isDone();
    if (busy || !running.compareAndSet(before, Optional.of(task))) {
      return running.get().orElse(task);
    }
    // A platform thread: a look-up blocks its carrier.
    Thread.ofPlatform().name("bestow-mesh-name-" + host).daemon().start(task);
    return task;
  }

  private Found find() throws UnknownHostException {
    var found = new Found(allowed(names.find(host).stream()), ticker.nanos());
    last.set(Optional.of(found));
    return found;
  }
}
