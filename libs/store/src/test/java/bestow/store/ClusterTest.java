package bestow.store;

import static bestow.store.StoreFixture.NEVER;
import static bestow.store.StoreFixture.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.RedisCluster;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A store over six real processes. A test that breaks some of them mends them again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {

  private static final int KEYS = 200;

  /// An election after a timeout of two seconds, on a busy machine.
  private static final Duration ELECTION = Duration.ofSeconds(60);

  private final RedisCluster cluster = RedisCluster.start(RedisOptions.DEFAULT);
  private final Store store = opened("quota");

  @BeforeAll
  void start() {
    Eventually.within(PATIENCE, this::servesAll, "every master serves");
  }

  @AfterAll
  void stop() {
    cluster.close();
    store.close();
  }

  @Test
  void everyKeyIsWrittenWhereItsSlotIsAndOnce() {
    for (int i = 0; i < KEYS; i++) {
      assertInstanceOf(StoreReply.Done.class, note("notes-" + i, "1"));
    }

    for (int i = 0; i < KEYS; i++) {
      assertEquals("1", cluster.master("notes-" + i).command("HGET", "notes-" + i, "1"));
    }
  }

  @Test
  void aClusterThatBelongsToSomebodyElseIsRefused() {
    try (Store other = opened("delivery")) {
      Eventually.within(
          PATIENCE,
          () ->
              other.run(Scripts.COUNT, List.of("a"), List.of())
                      instanceof StoreReply.NotSent(String why)
                  && why.contains("belongs to 'quota', not to 'delivery'"),
          "it is told whose it is");
      assertFalse(other.reachable());
    }
  }

  @Test
  void aSlotIsFollowedWhileItMovesAndAfterwardsAndNothingRunsTwice() {
    RedisProcess from = cluster.master("{moving}");
    RedisProcess to =
        cluster.nodes().stream().limit(3).filter(one -> one != from).findFirst().get();
    String slot = Integer.toString(SlotMap.slot("{moving}"));
    var _ = note("{moving}:old", "1");

    to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", from.command("CLUSTER", "MYID"));
    from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", to.command("CLUSTER", "MYID"));

    // What is there stays there, what is new belongs to the other one already.
    assertInstanceOf(StoreReply.Done.class, note("{moving}:old", "2"));
    assertInstanceOf(StoreReply.Done.class, note("{moving}:new", "1"));
    // One here, one there: not now.
    StoreReply torn = store.run(Scripts.BOTH, List.of("{moving}:old", "{moving}:new"), List.of());
    assertEquals("TRYAGAIN", assertInstanceOf(StoreReply.Failed.class, torn).code());

    from.command("MIGRATE", to.host(), Integer.toString(to.port()), "{moving}:old", "0", "5000");
    to.command("CLUSTER", "SETSLOT", slot, "NODE", to.command("CLUSTER", "MYID"));
    from.command("CLUSTER", "SETSLOT", slot, "NODE", to.command("CLUSTER", "MYID"));

    assertInstanceOf(StoreReply.Done.class, note("{moving}:old", "3"));
    assertInstanceOf(
        StoreReply.Done.class,
        store.run(Scripts.BOTH, List.of("{moving}:old", "{moving}:new"), List.of()));
    assertEquals("1\n1\n1", to.command("HMGET", "{moving}:old", "1", "2", "3"));
    assertEquals("1", to.command("HGET", "{moving}:new", "1"));
  }

  @Test
  void aDeadMastersKeysAreServedByItsReplicaAndTheOthersKeysAllTheWhile() {
    RedisProcess dead = cluster.master("mine");
    String other = other(dead);
    assertInstanceOf(StoreReply.Done.class, note("mine", "before"));

    dead.kill();

    // Refused or in doubt, and soon; never an error that nobody knows.
    StoreReply meanwhile = note("mine", "meanwhile");
    assertTrue(
        !(meanwhile instanceof StoreReply.Failed failed) || failed.nothingRan(),
        meanwhile::toString);
    assertInstanceOf(StoreReply.Done.class, note(other, "meanwhile"));
    assertTrue(store.reachable());
    Eventually.within(
        ELECTION,
        () -> note("mine", "after") instanceof StoreReply.Done,
        "its replica serves in its place");

    // It comes back as a replica, and what it still believed is told to nobody.
    dead.restart();
    cluster.awaitWhole();
    Eventually.within(
        ELECTION,
        () -> dead.command("INFO", "replication").contains("master_link_status:up"),
        "it follows its replica");
    assertInstanceOf(StoreReply.Done.class, note("mine", "at last"));
    assertEquals("1", cluster.master("mine").command("HGET", "mine", "at last"));
  }

  /// A key of another master's.
  private String other(RedisProcess master) {
    for (int i = 0; ; i++) {
      if (cluster.master("other-" + i) != master) {
        return "other-" + i;
      }
    }
  }

  private boolean servesAll() {
    for (int i = 0; i < 20; i++) {
      if (!(note("first-" + i, "1") instanceof StoreReply.Done)) {
        return false;
      }
    }
    return true;
  }

  private StoreReply note(String key, String call) {
    return store.run(Scripts.NOTE, List.of(key), List.of(call));
  }

  private Store opened(String owner) {
    // By one node only: the others have to be found.
    RedisProcess seed = cluster.nodes().getLast();
    StoreSettings settings =
        StoreSettings.of("unused", 1, "", "", owner)
            .clustered(List.of(new Address(seed.host(), seed.port())))
            .timed(NEVER, Duration.ofSeconds(2));
    return Store.open(settings, Ticker.system(), new Seen().sdk(), List.of(Scripts.NOTE));
  }
}
