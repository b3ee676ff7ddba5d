package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class GrowthTest {
  @Test
  void theProcessThatGainedMostIsTold() {
    var growth =
        new Growth(
            Map.of("a", 10.0, "b", 20.0, "gone", 1.0), Map.of("a", 13.0, "b", 19.0, "new", 99.0));

    assertEquals(3, growth.most());
    assertEquals(1.5, growth.mostPerThousand(2_000));
  }

  @Test
  void whatWasNotThereBothTimesTellsNothing() {
    assertEquals(Double.NaN, new Growth(Map.of(), Map.of("new", 99.0)).most());
  }

  @Test
  void whatIsAliveIsWhatBothGenerationsUse() {
    var told =
        """
        4711:
         DefNew     total 29568K, used 1500K [0x1, 0x2, 0x3)
          eden space 26304K,   4% used [0x1, 0x2, 0x3)
         Tenured    total 65536K, used 20000K [0x1, 0x2, 0x3)
           the space 65536K,  30% used [0x1, 0x2, 0x3)
         Metaspace       used 30000K, committed 30464K, reserved 1114112K
        """;

    assertEquals(21.5, Heap.megabytes(told));
    assertEquals(Double.NaN, Heap.megabytes("garbage-first heap"));
  }

  @Test
  void theSeriesOfAMetricAreAddedUp() {
    var page =
        """
        # TYPE bestow_delivery_waiting gauge
        bestow_delivery_waiting{bestow_lane="fast"} 2.0
        bestow_delivery_waiting{bestow_lane="slow"} 1.0
        bestow_delivery_waiting_other 7.0
        bestow_quota_due 4
        """;

    assertEquals(3, Ledger.metric(page, "bestow_delivery_waiting"));
    assertEquals(4, Ledger.metric(page, "bestow_quota_due"));
    assertEquals(Double.NaN, Ledger.metric(page, "bestow_quota"));
  }
}
