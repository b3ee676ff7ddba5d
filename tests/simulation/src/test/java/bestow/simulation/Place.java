package bestow.simulation;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where an instance of a service runs: it dies, and another one is started there.
///
/// @param <S> the service
final class Place<S> {
  private final Turns turns;
  private final Chaos chaos;
  private final Supplier<S> birth;
  private final Consumer<S> round;
  private Life life = new Life();
  private Optional<S> service = Optional.empty();

  /// @param birth starts one
  /// @param round what each does again and again
  Place(Turns turns, Chaos chaos, Supplier<S> birth, Consumer<S> round) {
    this.turns = turns;
    this.chaos = chaos;
    this.birth = birth;
    this.round = round;
  }

  /// Starts one, unless one runs.
  void start() {
    if (service.isEmpty()) {
      var born = birth.get();
      life = new Life();
      service = Optional.of(born);
      turns.start(life, Chaos.MILLI, () -> goRound(born));
    }
  }

  /// The one that runs dies, and another is started after a while.
  void crash() {
    life.die();
    service = Optional.empty();
    turns.after(chaos.random().nextLong(3_000) * Chaos.MILLI, this::start);
  }

  private void goRound(S born) {
    while (true) {
      chaos.pause(chaos.random().nextLong(1_000, 3_000) * Chaos.MILLI);
      round.accept(born);
    }
  }

  /// Asks the service something, over a network that loses, delays and repeats. Within a thread of
  /// some life.
  ///
  /// @return nothing where no answer came
  <T> Optional<T> ask(Function<S, Optional<T>> question) {
    chaos.step();
    if (service.isEmpty() || chaos.chance(0.03)) {
      return Optional.empty();
    }
    var asked = service.get();
    var theirs = life;
    if (chaos.chance(0.05)) {
      // It arrives twice.
      turns.start(
          theirs, chaos.random().nextLong(4_000) * Chaos.MILLI, () -> lost(question.apply(asked)));
    }
    if (chaos.chance(0.05)) {
      // It arrives when nobody waits for the answer any more.
      turns.start(
          theirs, chaos.random().nextLong(30_000) * Chaos.MILLI, () -> lost(question.apply(asked)));
      return Optional.empty();
    }
    var answer = new Answer<T>();
    boolean alive = turns.within(theirs, () -> answer.value = question.apply(asked));
    chaos.step();
    return alive && !chaos.chance(0.03) ? answer.value : Optional.empty();
  }

  private static void lost(Object answer) {
    Objects.requireNonNull(answer);
  }

  /// An answer to come.
  private static final class Answer<T> {
    private Optional<T> value = Optional.empty();
  }
}
