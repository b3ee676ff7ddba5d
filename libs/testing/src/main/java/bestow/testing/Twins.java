package bestow.testing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/// Something real and the model of it: asked the same, they answer the same. For one thread.
///
/// @param random how often each is asked
/// @param model what is expected
/// @param real what is held to it
/// @param threads on which the real one is asked many things at once
/// @param <S> what both are
public record Twins<S>(RandomGenerator random, S model, S real, ExecutorService threads) {
  /// What one of them is asked.
  @FunctionalInterface
  public interface Step<S, T> {
    T take(S side) throws Exception;
  }

  /// The answer of both.
  ///
  /// @throws AssertionError where they differ, or one has none
  public <T> T once(Step<S, T> step) {
    T expected = taken(step, model);
    compare(expected, taken(step, real));
    return expected;
  }

  /// The answer of both, the same whether they are asked once or more often.
  ///
  /// @throws AssertionError where they differ, or one has none
  public <T> T same(Step<S, T> step) {
    T expected = once(step);
    if (random.nextInt(3) == 0) {
      compare(expected, once(step));
    }
    return expected;
  }

  /// Asks much at once that changes nothing.
  ///
  /// @throws AssertionError where they differ, or one has none
  public void look(List<Step<S, ?>> looks) {
    var asked = looks.stream().map(this::asked).toList();
    try {
      var answers = threads.invokeAll(asked);
      for (int i = 0; i < looks.size(); i++) {
        compare(taken(looks.get(i), model), answers.get(i).get());
      }
    } catch (ExecutionException thrown) {
      throw new AssertionError(thrown.getMessage(), thrown.getCause());
    } catch (InterruptedException thrown) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", thrown);
    }
  }

  private Callable<Object> asked(Step<S, ?> step) {
    return () -> taken(step, real);
  }

  private static void compare(Object expected, Object answer) {
    if (!Objects.equals(expected, answer)) {
      throw new AssertionError("expected " + expected + ", was " + answer);
    }
  }

  // Whatever a side throws, it has no answer then.
  private static <S, T> T taken(Step<S, T> step, S side) {
    try {
      return step.take(side);
    } catch (Exception thrown) {
      throw new AssertionError(side + ": " + thrown.getMessage(), thrown);
    }
  }
}
