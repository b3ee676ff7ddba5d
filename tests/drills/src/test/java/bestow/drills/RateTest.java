package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RateTest {
  @Test
  void eachIsComparedWithTheOneThatWasMeasuredNextToIt() {
    var ours = List.of(new Rate(10, 1), new Rate(90, 3), new Rate(40, 2));
    var theirs = List.of(new Rate(10, 1), new Rate(100, 1), new Rate(160, 1));

    assertEquals(0.9, Rate.ratio(ours, theirs));
    assertEquals(40, Rate.perSecond(ours));
    assertEquals(2, Rate.micros(ours));
  }
}
