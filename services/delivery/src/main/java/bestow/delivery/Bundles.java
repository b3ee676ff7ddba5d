package bestow.delivery;

import bestow.delivery.BundleBook.Seen;
import bestow.delivery.BundleBook.Told;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Replica;
import bestow.mesh.Ticker;
import bestow.wire.delivery.BundleRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Delivers bundles, all or none. What was begun goes on to its end, whether or not somebody still
/// waits for it: here for a while, and then by whoever finds it due. For any number of threads.
final class Bundles {

  /// Each stage has at most two rounds: deliver, and take back.
  private static final int ROUNDS_MAX = 12;

  private final Replica<Offers> offers;
  private final BundleBook book;
  private final Delivery delivery;
  private final OrderWatch watch;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Delivery.Patience patience;

  Bundles(Replica<Offers> offers, Means means, Delivery delivery, Times times) {
    this.offers = offers;
    this.book = means.bundles();
    this.delivery = delivery;
    this.watch = means.watch();
    this.ticker = times.ticker();
    this.clock = times.clock();
    this.patience = times.patience();
  }

  /// Its clocks, and how long it waits.
  record Times(Ticker ticker, InstantSource clock, Delivery.Patience patience) {}

  /// Delivers a bundle, or says how it stands. Runs in the context of whoever asks.
  Told deliver(OrderNumber number, BundleRequest request) {
    if (!offers.awaitAtLeast(request.version(), patience.version())) {
      return new Told.NotBegun("the copy of what is published is at version " + offers.version());
    }
    var wanted = wanted(request);
    if (wanted.isEmpty()) {
      var stands = book.advance(number);
      return stands instanceof Told.Unknown
          ? new Told.NotBegun("a gift of the bundle can't be delivered as it is published")
          : stands;
    }
    var task = new FutureTask<>(() -> carry(number, wanted.get()));
    var context = CallContext.current();
    // As long as an attempt and what follows it may take, twice: most bundles have two stages.
    var own =
        new CallContext(
            Deadline.in(patience.work().multipliedBy(2), ticker),
            context.trace(),
            Criticality.COMMIT);
    Thread.ofVirtual().name("bundle").start(own.carry(task));
    long waitNanos = context.deadline().remainingNanos(ticker) - patience.margin().toNanos();
    try {
      return task.get(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // How far it is by now; where that is not known it is not known either whether it was begun.
      return book.look(number);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Told.Unanswered("the process is about to end");
    } catch (ExecutionException e) {
      throw new IllegalStateException("carrying bundle " + number + " failed", e);
    }
  }

  /// Brings the bundle forward until it is at its end, or something of it has to wait.
  private Told carry(OrderNumber number, Bundle.Wanted wanted) {
    try {
      var told = book.begin(number, wanted);
      for (int round = 0; round < ROUNDS_MAX; round++) {
        if (!(told instanceof Told.Stands(var seen)) || seen.open().isEmpty()) {
          return told;
        }
        deliver(seen.open());
        var next = book.advance(number);
        if (next.equals(told)) {
          return told;
        }
        told = next;
      }
      return told;
    } finally {
      watch.changed(number);
    }
  }

  private void deliver(List<Order> orders) {
    var context = CallContext.current();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var order : orders) {
        var _ =
            threads.submit(
                context.carry(
                    () -> {
                      var _ = delivery.deliver(order);
                    }));
      }
    }
  }

  /// What is wanted, as it is published now; nothing where a part of it cannot be delivered.
  private Optional<Bundle.Wanted> wanted(BundleRequest request) {
    var found = new ArrayList<Offer.Open>();
    for (var part : request.parts()) {
      var offer = offers.current().find(request.campaign(), part.gift());
      if (offer.isEmpty() || !(offer.get() instanceof Offer.Open open)) {
        return Optional.empty();
      }
      found.add(open);
    }
    long promisedBy =
        clock.millis()
            + found.stream().mapToLong(open -> open.supply().promiseMillis()).max().orElse(0);
    var roles = Roles.of(found.stream().map(Offer.Open::supply).toList());
    var parts = new ArrayList<Bundle.Part>();
    for (int i = 0; i < found.size(); i++) {
      var supply = found.get(i).supply();
      var asked =
          new Asked(
              request.user(),
              request.campaign(),
              request.parts().get(i).gift(),
              found.get(i).quantity(),
              supply.target(),
              supply.lane(),
              promisedBy);
      parts.add(
          new Bundle.Part(new OrderNumber(request.parts().get(i).order()), roles.get(i), asked));
    }
    return Optional.of(
        new Bundle.Wanted(
            request.user(),
            request.campaign(),
            request.bundle(),
            parts.getFirst().asked().lane(),
            promisedBy,
            parts));
  }

  /// How a bundle stands.
  Told look(OrderNumber number) {
    return book.look(number);
  }

  /// Whether there is more to come of it.
  static boolean goesOn(Told told) {
    return told instanceof Told.Stands(Seen seen) && !seen.bundle().isFinal();
  }
}
