package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Many threads at once at the state machines: no two of them may ever bring about what one alone
/// could not.
final class HealthRaceTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 20_000;
  private static final int PEERS = 6;
  private static final HealSettings QUICK =
      HealSettings.usual()
          .with(
              EjectSettings.usual()
                  .times(
                      Duration.ofMillis(100), Duration.ofMillis(400), 0.2, Duration.ofSeconds(1)))
          .with(
              new RestoreSettings(
                  Duration.ofMillis(200), Duration.ofMinutes(9), 0.1, Duration.ofMillis(500), 0.1));

  private final AtomicLong now = new AtomicLong();
  private final List<Instance> peers =
      IntStream.range(0, PEERS).mapToObj(HealthFixture::instance).toList();

  @Test
  void howeverManyThreadsThereAreTheCapHoldsAndNothingHappensTwice() throws Exception {
    var told = new ConcurrentLinkedQueue<Transition>();
    var health = new Health(QUICK, "a", MeshFixture.random(), told::add, 0);
    health.list(peers, 0);
    var mostOut = new AtomicInteger();

    hammer(
        random -> {
          long at = now.addAndGet(random.nextInt(2_000_000));
          var picked = health.pick(Wish.fitForProbe(), at).orElseThrow();
          boolean bad = picked.instance().port() % 2 == 0 && at / 2_000_000_000L % 2 == 0;
          health.report(picked, bad ? Verdict.TRANSPORT : Verdict.GOOD, now.get());
          mostOut.accumulateAndGet(out(health), Math::max);
          if (random.nextInt(100) == 0) {
            health.list(random.nextBoolean() ? peers : peers.reversed(), now.get());
          }
        });

    assertTrue(mostOut.get() <= PEERS / 2, mostOut + " were out at once");
    for (var peer : peers) {
      long ejected = count(told, Transition.Ejected.class, peer);
      long restored = count(told, Transition.Restored.class, peer);
      boolean isOut =
          health.view().groups().stream()
              .flatMap(group -> group.choices().stream())
              .noneMatch(choice -> choice.instance().equals(peer));
      assertEquals(ejected, restored + (isOut ? 1 : 0), peer.id());
    }
    assertTrue(told.stream().anyMatch(Transition.Restored.class::isInstance));
  }

  @Test
  void howeverManyThreadsAskNoMoreIsGrantedThanIsPaid() throws Exception {
    var settings = RetrySettings.usual().gate(2, 0.5).budget(0.1, 100_000, 0);
    var gate = new RetryGate(settings, MeshFixture.random(), _ -> {}, 0);
    var granted = new AtomicInteger();
    var ask =
        new RetryGate.Ask(
            RetryGate.Failure.IN_DOUBT,
            1,
            RetryGate.Layer.TOP,
            true,
            Optional.empty(),
            Long.MAX_VALUE,
            0);

    hammer(
        random -> {
          gate.first(Verdict.GOOD, 1);
          if (gate.again(ask, 1) instanceof RetryGate.Decision.Again again) {
            granted.incrementAndGet();
            if (random.nextInt(4) == 0) {
              granted.decrementAndGet();
              gate.giveBack(again);
            }
          }
        });

    assertEquals(10 + THREADS * ROUNDS / 10, granted.get(), 1);
  }

  private interface Blow {
    void strike(SplittableRandom random);
  }

  private static void hammer(Blow blow) throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var all =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(
                  number ->
                      threads.submit(
                          () -> {
                            var random = new SplittableRandom(number);
                            for (int i = 0; i < ROUNDS; i++) {
                              blow.strike(random);
                            }
                          }))
              .toList();
      for (var one : all) {
        one.get();
      }
    }
  }

  private static long count(
      Collection<Transition> told, Class<? extends Transition> kind, Instance peer) {
    return told.stream()
        .filter(kind::isInstance)
        .filter(
            one ->
                switch (one) {
                  case Transition.Ejected ejected -> ejected.instance().equals(peer);
                  case Transition.Restored restored -> restored.instance().equals(peer);
                  default -> false;
                })
        .count();
  }

  private int out(Health health) {
    return (int)
        health.states(now.get()).stream()
            .filter(
                state ->
                    state.standing() == CalleeState.Standing.EJECTED
                        || state.standing() == CalleeState.Standing.PROBING)
            .count();
  }
}
