package bestow.mesh;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What the mesh decides about a call that goes well, without the call: whom it goes to, what its
/// end says of the instance, and what it says of the callee. The clock is read as often as in a
/// call.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decisions {
  /// How many instances the callee has, in three zones.
  @Param({"3", "30", "300", "1000"})
  public int instances;

  private final Ticker ticker = Ticker.system();
  private final HealSettings settings = HealSettings.usual();
  private final RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
  private final Health health = new Health(settings, "a", random, _ -> {}, ticker.nanos());
  private final RetryGate gate = new RetryGate(settings.retry(), random, _ -> {}, ticker.nanos());

  /// Lists the instances.
  @Setup
  public void list() {
    health.list(IntStream.range(0, instances).mapToObj(Decisions::instance).toList(), 0);
  }

  /// Whom a call goes to.
  @Benchmark
  public Object pick() {
    return health.pick(Wish.plain(), ticker.nanos());
  }

  /// All that is decided.
  @Benchmark
  public Object all() {
    var choice = health.pick(Wish.plain(), ticker.nanos()).orElseThrow();
    health.report(choice, Verdict.GOOD, ticker.nanos());
    gate.first(Verdict.GOOD, ticker.nanos());
    return choice;
  }

  private static Instance instance(int number) {
    var zone = List.of("a", "b", "c").get(number % 3);
    var place = new Place(zone, "bench", "", "");
    return new Instance("callee-" + number, "127.0.0.1", 10_000 + number, place);
  }
}
