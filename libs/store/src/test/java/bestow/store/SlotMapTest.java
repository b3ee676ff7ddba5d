package bestow.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotMapTest {

  private static final Address ASKED = new Address("10.0.0.9", 1);
  private static final byte[] INFO =
      "cluster_state:ok\r\ncluster_current_epoch:7\r\n".getBytes(UTF_8);

  @Test
  void aKeysSlotIsThatOfItsTag() {
    // As the cluster's specification has it.
    assertEquals(0x31C3, SlotMap.slot("123456789"));
    assertEquals(SlotMap.slot("s3f"), SlotMap.slot("{s3f}:due"));
    assertEquals(SlotMap.slot("{s3f}:pool:spring:vip:0"), SlotMap.slot("{s3f}:due"));
  }

  @Test
  void aMapIsReadWithEverybodyInIt() {
    Object slots = List.of(range(0, 99, node("10.0.0.1", 7), node("10.0.0.2", 8)));

    SlotMap map = SlotMap.read(ASKED, INFO, slots);

    Address master = new Address("10.0.0.1", 7);
    Address replica = new Address("10.0.0.2", 8);
    assertEquals(new SlotMap(7, List.of(new SlotMap.Range(0, 99, master, List.of(replica)))), map);
    assertEquals(Set.of(master), map.masters());
    assertEquals(Set.of(replica), map.replicas());
  }

  @Test
  void whoeverLeavesOutItsNameIsTheOneThatWasAsked() {
    SlotMap map = SlotMap.read(ASKED, INFO, List.of(range(0, 99, node("", 7))));

    assertEquals(Set.of(new Address("10.0.0.9", 7)), map.masters());
  }

  @Test
  void whatIsNoMapIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SlotMap.read(ASKED, INFO, "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> SlotMap.read(ASKED, "state:ok".getBytes(UTF_8), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> SlotMap.read(ASKED, INFO, List.of(range(0, 99, node("a", 70_000)))));
  }

  private static List<Object> range(long from, long to, Object... nodes) {
    return List.of(from, to, nodes[0], nodes[nodes.length - 1]).subList(0, 2 + nodes.length);
  }

  private static List<Object> node(String host, long port) {
    return List.of(host.getBytes(UTF_8), port, "id".getBytes(UTF_8), List.of());
  }
}
