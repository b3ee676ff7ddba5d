package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.mesh.Transition.Cause;
import org.junit.jupiter.api.Test;

/// Counting over time: ten buckets of ten each.
final class WindowTest {

  private final Window window = new Window(100);

  @Test
  void eachKindIsCountedForItselfAndWhatSaysNothingIsNot() {
    for (var verdict : Verdict.values()) {
      window.record(verdict, 0);
    }

    var sums = window.sums(0);
    assertEquals(new Window.Sums(1, 1, 1, 2), sums);
    assertEquals(4, sums.bad());
    assertEquals(5, sums.all());
    assertEquals(0.2, sums.success());
    assertEquals(1, new Window.Sums(0, 0, 0, 0).success());
  }

  @Test
  void theOldestBucketFallsOutAsANewOneBegins() {
    for (int bucket = 0; bucket < 10; bucket++) {
      for (int i = 0; i <= bucket; i++) {
        window.record(Verdict.GOOD, bucket * 10L + 9);
      }
    }

    assertEquals(55, window.sums(99).good());
    assertEquals(10, window.sums(1, 99).good());
    assertEquals(10 + 9 + 8, window.sums(3, 99).good());
    assertEquals(54, window.sums(100).good());
    assertEquals(54 - 2 - 3, window.sums(120).good());
    assertEquals(10, window.sums(189).good());
    assertEquals(0, window.sums(190).good());
    window.record(Verdict.GOOD, 150);
    assertEquals(1, window.sums(190).good(), "who comes late counts as now");
  }

  @Test
  void nothingIsLeftOverFromBeforeALongSilence() {
    for (int bucket = 0; bucket < 10; bucket++) {
      window.record(Verdict.TRANSPORT, bucket * 10L);
    }

    assertEquals(0, window.sums(1L << 60).all());
    window.record(Verdict.GOOD, 1L << 60);
    assertEquals(1, window.sums(1L << 60).all());
  }

  @Test
  void itSpansNoMoreThanItTakesForSoManySamples() {
    window.record(Verdict.GOOD, 0);
    window.record(Verdict.SLOW, 20);
    window.record(Verdict.APPLICATION, 20);
    window.record(Verdict.TRANSPORT, 40);

    assertEquals(1, window.span(1, 40));
    assertEquals(3, window.span(2, 40));
    assertEquals(3, window.span(3, 40));
    assertEquals(5, window.span(4, 40));
    assertEquals(0, window.span(5, 40));
    assertEquals(2, window.span(1, 50), "time goes on");
    assertEquals(0, window.span(1, 140));
  }

  @Test
  void theCauseIsWhatMostHaveInCommonAndOfAsManyTheWorst() {
    assertEquals(Cause.TRANSPORT, new Window.Sums(9, 1, 1, 1).cause());
    assertEquals(Cause.TRANSPORT, new Window.Sums(0, 1, 0, 1).cause());
    assertEquals(Cause.TRANSPORT, new Window.Sums(0, 0, 1, 1).cause());
    assertEquals(Cause.APPLICATION, new Window.Sums(0, 1, 2, 1).cause());
    assertEquals(Cause.APPLICATION, new Window.Sums(0, 2, 2, 1).cause());
    assertEquals(Cause.SLOW, new Window.Sums(0, 2, 1, 1).cause());
    assertEquals(Cause.SLOW, new Window.Sums(0, 2, 0, 1).cause());
  }
}
