package bestow.store;

import static bestow.store.StoreFixture.PATIENCE;
import static bestow.store.StoreFixture.begin;
import static bestow.store.StoreFixture.end;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a store believes of nodes that tell different maps, which no real cluster does to order.
class ClusterMapTest {

  private final ScriptedRedis master;
  private final ScriptedRedis former;
  private final ScriptedRedis stale;
  private final Store store;

  ClusterMapTest() throws IOException {
    master = new ScriptedRedis();
    former = new ScriptedRedis();
    stale = new ScriptedRedis();
    master.tell(7, master.address(), stale.address());
    stale.tell(6, former.address(), stale.address());
    store =
        Store.open(
            master
                .settings()
                .clustered(List.of(master.address()))
                .timed(Duration.ofSeconds(5), Duration.ofSeconds(2)),
            Ticker.system(),
            OpenTelemetry.noop(),
            List.of());
  }

  @BeforeEach
  void start() throws Exception {
    Eventually.within(PATIENCE, store::reachable, "the master is reached");
    assertDone(master);
  }

  @AfterEach
  void stop() throws IOException {
    for (ScriptedRedis node : List.of(master, former, stale)) {
      node.die();
    }
    store.close();
  }

  @Test
  void aMapThatIsOlderThanOursIsNotBelievedWhoeverIsAway() throws Exception {
    int looks = stale.looks();
    master.die();
    Eventually.within(
        PATIENCE,
        () -> run() instanceof StoreReply.NotSent && stale.looks() >= looks + 3,
        "nobody but the stale one tells anything");

    assertInstanceOf(StoreReply.NotSent.class, run());
    assertFalse(former.hasNext());
  }

  @Test
  void aNewerMapIsBelievedWhoeverTellsIt() throws Exception {
    stale.tell(8, former.address(), stale.address());
    master.die();

    Eventually.within(PATIENCE, () -> servedBy(former), "the new master is found");
  }

  @Test
  void aClusterThatWasMadeAnewIsBelievedOnceAllTellOfIt() throws Exception {
    master.tell(1, former.address(), stale.address());
    stale.tell(1, former.address(), stale.address());
    former.tell(1, former.address(), stale.address());

    Eventually.within(PATIENCE, () -> servedBy(former), "the new cluster's master is found");
  }

  private void assertDone(ScriptedRedis node) throws Exception {
    FutureTask<StoreReply> call = begin(this::run);
    node.next().answer(":1\r\n");
    assertInstanceOf(StoreReply.Done.class, end(call));
  }

  /// Whether that one gets a call, whoever got those before.
  private boolean servedBy(ScriptedRedis node) throws Exception {
    FutureTask<StoreReply> call = begin(this::run);
    Eventually.within(
        PATIENCE,
        () -> call.isDone() || node.hasNext() || master.hasNext(),
        "the call is on its way or over");
    if (master.hasNext()) {
      master.next().answer(":1\r\n");
    }
    if (node.hasNext()) {
      node.next().answer(":2\r\n");
    }
    return end(call) instanceof StoreReply.Done(Value.Number(long said)) && said == 2;
  }

  private StoreReply run() {
    return store.run(Scripts.COUNT, List.of("k"), List.of());
  }
}
