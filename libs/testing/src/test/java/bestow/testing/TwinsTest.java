package bestow.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TwinsTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void whatBothAnswerIsTheAnswer() {
    var twins = twins(1, 1);

    assertEquals(1, twins.once(AtomicInteger::get));
    assertEquals(1, twins.same(AtomicInteger::get));
    twins.look(List.of(AtomicInteger::get, AtomicInteger::toString));
  }

  @Test
  void anotherAnswerIsTold() {
    var twins = twins(1, 2);

    assertThrows(AssertionError.class, () -> twins.once(AtomicInteger::get));
    assertThrows(AssertionError.class, () -> twins.look(List.of(AtomicInteger::get)));
  }

  @Test
  void oneThatAnswersOtherwiseWhenItIsAskedAgainIsTold() {
    var twins = twins(1, 1);

    assertThrows(
        AssertionError.class,
        () -> {
          for (int i = 0; i < 100; i++) {
            twins.same(AtomicInteger::incrementAndGet);
          }
        });
  }

  private Twins<AtomicInteger> twins(int model, int real) {
    return new Twins<>(
        new SplittableRandom(1), new AtomicInteger(model), new AtomicInteger(real), threads);
  }
}
