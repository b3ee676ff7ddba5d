package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FakeTicker;
import bestow.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PoolTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Call CALL = Call.post("/x", new byte[2]);

  @TempDir Path snapshots;

  @Test
  void neitherConnectionsNorWaitersAreMoreThanAllowed()
      throws ExecutionException, InterruptedException {
    try (var peer = RawPeer.start(PoolTest::answerOnceReleased);
        var fixture = MeshFixture.of(snapshots, peer.port());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var callee = fixture.mesh().callee(MeshFixture.patient().bounds(3, 2));
      var calls = new ArrayList<Future<Outcome>>();
      for (int i = 0; i < 10; i++) {
        calls.add(executor.submit(() -> MeshFixture.call(callee, CALL)));
      }
      Eventually.within(
          SOON, () -> calls.stream().filter(Future::isDone).count() == 5, "five are turned away");

      for (var call : calls.stream().filter(Future::isDone).toList()) {
        var notSent = assertInstanceOf(Outcome.NotSent.class, call.get());
        assertEquals(Phase.WAIT, notSent.trail().phase());
        assertTrue(notSent.why().contains("All 3 connections"), notSent::why);
      }
      peer.release();
      int answered = 0;
      for (var call : calls) {
        answered += call.get() instanceof Outcome.Answered ? 1 : 0;
      }

      assertEquals(5, answered);
      assertEquals(3, peer.accepted());
    }
  }

  @Test
  void whoeverWaitsTooLongForAConnectionHasSentNothing() throws Exception {
    try (var peer = RawPeer.start(PoolTest::answerOnceReleased);
        var fixture = MeshFixture.of(snapshots, peer.port());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var callee = fixture.mesh().callee(MeshFixture.patient().bounds(1, 1));
      var first = executor.submit(() -> MeshFixture.call(callee, CALL));
      Eventually.within(SOON, () -> peer.requests().size() == 1, "the connection is in use");

      var context = MeshFixture.within(Duration.ofMillis(100));
      var second = context.call(() -> callee.call(CALL));

      var notSent = assertInstanceOf(Outcome.NotSent.class, second);
      assertTrue(notSent.why().contains("none became free in time"), notSent::why);
      peer.release();
      assertInstanceOf(Outcome.Answered.class, first.get());
    }
  }

  @Test
  void aConnectionIdleForTooLongIsClosed() {
    var time = new FakeTicker();
    try (var peer = RawPeer.start(_ -> {});
        var watchdog = Watchdog.start(time::nanos)) {
      var pool = pool(peer, watchdog, time);
      var old = lent(pool, time);
      var young = lent(pool, time);
      pool.give(old);
      time.advance(Duration.ofSeconds(8));
      young.rest(time.nanos());
      pool.give(young);

      pool.sweep();
      assertEquals(2, pool.idle());
      time.advance(Duration.ofSeconds(3));
      pool.sweep();

      assertEquals(1, pool.idle());
      Eventually.within(SOON, () -> peer.open() == 1, "the old one is closed");
    }
  }

  @Test
  void aConnectionThatThePeerEndedIsClosedByTheNextSweepAndTheOthersKeepTheirOrder() {
    var time = new FakeTicker();
    try (var peer =
            RawPeer.start(
                talk -> {
                  if (talk.number() == 2) {
                    talk.finish();
                  }
                });
        var watchdog = Watchdog.start(time::nanos)) {
      var pool = pool(peer, watchdog, time);
      var first = lent(pool, time);
      var ended = lent(pool, time);
      var last = lent(pool, time);
      pool.give(first);
      pool.give(ended);
      pool.give(last);
      assertEquals(3, pool.idle());
      time.advance(Duration.ofMillis(1));

      Eventually.within(
          SOON,
          () -> {
            pool.sweep();
            return pool.idle() == 2;
          },
          "the sweep sees that it was ended");

      Eventually.within(SOON, () -> peer.open() == 2, "it is closed on both sides");
      assertEquals(last, lent(pool, time));
      assertEquals(first, lent(pool, time));
      assertEquals(2, pool.used());
      pool.retire();
    }
  }

  @Test
  void connectionsThatLieDeadAreClearedWithoutAnyCall() {
    try (var peer =
            RawPeer.start(
                talk -> {
                  talk.request();
                  talk.send(MeshFixture.OK);
                  talk.finish();
                });
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());

      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));

      Eventually.within(
          Duration.ofSeconds(8), () -> peer.open() == 0, "closed before it comes of age at 10 s");
    }
  }

  @Test
  void theConnectionUsedLastIsUsedNext() {
    var time = new FakeTicker();
    try (var peer = RawPeer.start(_ -> {});
        var watchdog = Watchdog.start(time::nanos)) {
      var pool = pool(peer, watchdog, time);
      var first = lent(pool, time);
      var second = lent(pool, time);
      pool.give(first);
      pool.give(second);

      assertEquals(second, lent(pool, time));
      assertEquals(first, lent(pool, time));
      pool.retire();
    }
  }

  @Test
  void theConnectionsOfAnInstanceThatLeftAreClosedThoseInUseAfterIt() {
    var time = new FakeTicker();
    try (var peer = RawPeer.start(_ -> {});
        var watchdog = Watchdog.start(time::nanos)) {
      var here = new CopyOnWriteArrayList<>(List.of(MeshFixture.instance(peer.port())));
      var pools = new Pools("x", _ -> pool(peer, watchdog, time), () -> List.copyOf(here));
      var pool = pools.of(here.getFirst());
      var idle = lent(pool, time);
      var used = lent(pool, time);
      pool.give(idle);
      pools.sweep();
      assertEquals(1, pool.idle());

      here.clear();
      pools.sweep();

      Eventually.within(SOON, () -> peer.open() == 1, "the idle one is closed");
      pool.give(used);
      Eventually.within(SOON, () -> peer.open() == 0, "the used one is closed");
      assertTrue(pools.all().isEmpty());
    }
  }

  @Test
  void aConnectionMayTakeAsLongAsTheTimeoutInForceSays() {
    try (var deaf = FakePeer.deaf();
        var watchdog = Watchdog.start(Ticker.system())) {
      var terms = CalleeTerms.of(MeshFixture.patient());
      terms.hear(Optional.of("connect=50ms"));
      var instance = MeshFixture.instance(deaf.port());
      var dialer = new Dialer(_ -> new PlainWire(0), watchdog, Ticker.system());
      var addresses = new Addresses(instance.host(), _ -> List.of(), _ -> true, Ticker.system());
      var pool = new Pool(instance, terms, dialer, addresses, Ticker.system());
      var patience = Deadline.in(Duration.ofSeconds(30), Ticker.system());

      var taken = pool.take(patience);

      assertInstanceOf(Pool.Taken.Unreachable.class, taken);
      // Of the 20 s in the settings most is left.
      assertTrue(patience.remaining(Ticker.system()).compareTo(Duration.ofSeconds(15)) > 0);
    }
  }

  @Test
  void aFailedConnectionGivesItsPlaceBack() throws IOException {
    try (var fixture = MeshFixture.of(snapshots, FreePort.next())) {
      var callee = fixture.mesh().callee(MeshFixture.patient().bounds(1, 0));

      for (int i = 0; i < 3; i++) {
        var outcome = MeshFixture.call(callee, CALL);

        assertEquals(Phase.CONNECT, outcome.trail().phase(), outcome::toString);
      }
    }
  }

  private static Pool pool(RawPeer peer, Watchdog watchdog, FakeTicker time) {
    var instance = MeshFixture.instance(peer.port());
    var dialer = new Dialer(_ -> new PlainWire(0), watchdog, time::nanos);
    var addresses =
        new Addresses(
            instance.host(),
            host -> List.of(InetAddress.getAllByName(host)),
            _ -> true,
            time::nanos);
    return new Pool(
        instance, CalleeTerms.of(MeshFixture.patient()), dialer, addresses, time::nanos);
  }

  private static Connection lent(Pool pool, FakeTicker time) {
    var taken = pool.take(Deadline.in(Duration.ofSeconds(30), time::nanos));
    return assertInstanceOf(Pool.Taken.Lent.class, taken).connection();
  }

  private static void answerOnceReleased(RawPeer.Talk talk) throws IOException {
    while (talk.request()) {
      talk.hold();
      talk.send(MeshFixture.OK);
    }
  }
}
