package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.server.Settings;
import bestow.server.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreKeysTest {

  @Test
  void aStoreIsASingleRedisThatWaitsForNoReplica() throws StartException {
    var read = read(Map.of());

    assertEquals(List.of(), read.cluster());
    assertEquals(7104, read.port());
    assertEquals(new StoreSettings.Replicas(0, Duration.ofMillis(50)), read.replicas());
  }

  @Test
  void aClusterWaitsForOneReplicaUnlessItIsSaidOtherwise() throws StartException {
    var seeds = "10.0.0.1:7141, 10.0.0.2:7142";

    var read = read(Map.of("redis.cluster", seeds));
    var other =
        read(
            Map.of("redis.cluster", seeds, "redis.replicas", "0", "redis.replica-timeout", "20ms"));

    assertEquals(
        List.of(new Address("10.0.0.1", 7141), new Address("10.0.0.2", 7142)), read.cluster());
    assertEquals(1, read.replicas().count());
    assertEquals(new StoreSettings.Replicas(0, Duration.ofMillis(20)), other.replicas());
  }

  @Test
  void whatIsNoAddressEndsTheStart() {
    assertThrows(StartException.class, () -> read(Map.of("redis.cluster", "10.0.0.1")));
  }

  private static StoreSettings read(Map<String, String> values) throws StartException {
    return Settings.of(values).read(settings -> StoreKeys.readClustered("quota", 7104, settings));
  }
}
