package bestow.mesh;

import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A callee's health for tests: time moved by hand, instances named by their number, and what came
/// of an attempt told for whichever instance a test likes.
final class HealthFixture {

  private final FakeTicker ticker = new FakeTicker();
  private final List<Transition> told = Collections.synchronizedList(new ArrayList<>());
  private final Health health;
  private List<Instance> instances = List.of();

  HealthFixture(HealSettings settings) {
    this.health = new Health(settings, "a", new SplittableRandom(1), told::add, ticker.nanos());
  }

  /// So many instances in the caller's zone, by the usual settings.
  static HealthFixture of(int count) {
    return of(count, EjectSettings.usual());
  }

  static HealthFixture of(int count, EjectSettings eject) {
    return of(count, HealSettings.usual().with(eject));
  }

  static HealthFixture of(int count, HealSettings settings) {
    var fixture = new HealthFixture(settings);
    fixture.list(IntStream.range(0, count).mapToObj(HealthFixture::instance).toList());
    return fixture;
  }

  static Instance instance(int number) {
    return instance(number, "a", "claim");
  }

  static Instance instance(int number, String zone, String plane) {
    return new Instance(
        "peer-" + number, "10.0.0." + number, 8000 + number, new Place(zone, "prod-1", plane, ""));
  }

  Health health() {
    return health;
  }

  void list(List<Instance> listed) {
    instances = listed;
    health.list(listed, ticker.nanos());
  }

  void advance(Duration time) {
    ticker.advance(time);
    passTime();
  }

  void advanceMillis(long millis) {
    advance(Duration.ofMillis(millis));
  }

  /// Lets the health see that time has passed, as the next call would.
  void passTime() {
    var _ = health.pick(Wish.plain().not(instance(255)), ticker.nanos());
  }

  long nanos() {
    return ticker.nanos();
  }

  Optional<Choice> pick(Wish wish) {
    return health.pick(wish, ticker.nanos());
  }

  /// The instance as a choice; it has to be in the choice.
  Choice choice(int number) {
    return health.view().groups().stream()
        .flatMap(group -> group.choices().stream())
        .filter(choice -> choice.instance().equals(instances.get(number)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(number + " is not in the choice"));
  }

  boolean isIn(int number) {
    return health.view().groups().stream()
        .flatMap(group -> group.choices().stream())
        .anyMatch(choice -> choice.instance().equals(instances.get(number)));
  }

  /// Attempts at an instance end so.
  void report(int number, Verdict verdict, int times) {
    for (int i = 0; i < times; i++) {
      report(choice(number), verdict);
    }
  }

  /// Attempts at an instance fail, so many of them or until it is out.
  void fail(int number, int times) {
    for (int i = 0; i < times && isIn(number); i++) {
      report(choice(number), Verdict.APPLICATION);
    }
  }

  void report(Choice choice, Verdict verdict) {
    health.report(choice, verdict, ticker.nanos());
  }

  /// All the others answer well.
  void othersDoWell(int number, int times) {
    for (int i = 0; i < instances.size(); i++) {
      if (i != number && isIn(i)) {
        report(i, Verdict.GOOD, times);
      }
    }
  }

  /// Has an instance fail until it is out, while the others do well.
  Transition.Ejected eject(int number) {
    othersDoWell(number, 20);
    fail(number, 1000);
    return last(Transition.Ejected.class);
  }

  /// Lets the instance on trial pass all of its probes.
  void passProbes() {
    for (int i = 0; i < 14; i++) {
      report(probe(), Verdict.GOOD);
    }
  }

  /// A probe; there has to be one.
  Choice probe() {
    var choice = pick(Wish.fitForProbe()).orElseThrow();
    if (!isProbe(choice)) {
      throw new AssertionError("no probe but " + choice.instance().id());
    }
    return choice;
  }

  static boolean isProbe(Choice choice) {
    return choice.vitals().state() instanceof Vitals.State.Trial;
  }

  CalleeState.InstanceState state(int number) {
    return health.states(ticker.nanos()).get(number);
  }

  List<Transition> told() {
    return told;
  }

  <T extends Transition> List<T> told(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends Transition> T last(Class<T> kind) {
    return told(kind).getLast();
  }

  int out() {
    return (int)
        health.states(ticker.nanos()).stream()
            .filter(
                state ->
                    state.standing() == CalleeState.Standing.EJECTED
                        || state.standing() == CalleeState.Standing.PROBING)
            .count();
  }
}
