package bestow.mesh;

import bestow.mesh.Simulation.Mood;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// One thing that goes wrong with some instances for some time.
///
/// @param all all instances
/// @param bad those that it happens to
/// @param mood what they do meanwhile
/// @param share with how many of the requests they do it
/// @param every how long it lasts and how long it pauses, by turns; 0 for no pause
/// @param from from when on, in nanoseconds
/// @param to until when
/// @param listed the registry's list at a time
record Faults(
    List<Instance> all,
    Set<Instance> bad,
    Mood mood,
    double share,
    long every,
    long from,
    long to,
    LongFunction<Candidates> listed)
    implements Simulation.Script {

  static final long SECOND = 1_000_000_000L;
  private static final List<String> ZONES = List.of("a", "b", "c");

  /// So many instances, in three zones by turns.
  static List<Instance> instances(int count) {
    return IntStream.range(0, count).mapToObj(Faults::instance).toList();
  }

  private static Instance instance(int number) {
    var place = new Place(ZONES.get(number % 3), "prod-1", "claim", "");
    return new Instance(
        "peer-" + number, "10.0.%d.%d".formatted(number / 256, number % 256), 8000, place);
  }

  /// Nothing goes wrong.
  static Faults none(List<Instance> all) {
    var listed = new Candidates(1, all);
    return new Faults(all, Set.of(), Mood.WELL, 0, 0, 0, 0, _ -> listed);
  }

  /// Some instances are in a mood from one second to another.
  Faults with(List<Instance> some, Mood other, int fromSecond, int toSecond) {
    return new Faults(
        all, new HashSet<>(some), other, 1, 0, fromSecond * SECOND, toSecond * SECOND, listed);
  }

  /// The same for a share of the requests alone.
  Faults sometimes(double other) {
    return new Faults(all, bad, mood, other, every, from, to, listed);
  }

  /// The same for so many seconds, and then not, by turns.
  Faults everyOther(int seconds) {
    return new Faults(all, bad, mood, share, seconds * SECOND, from, to, listed);
  }

  /// The same with another list at each time.
  Faults listing(LongFunction<Candidates> other) {
    return new Faults(all, bad, mood, share, every, from, to, other);
  }

  /// The registry loses some instances for a second of every three, from one second to another.
  Faults flappingRegistry(List<Instance> lost, int fromSecond, int toSecond) {
    var rest = new ArrayList<>(all);
    rest.removeAll(lost);
    var whole = new Candidates(1, all);
    var partial = new Candidates(2, rest);
    return listing(
        at ->
            at >= fromSecond * SECOND && at < toSecond * SECOND && at / SECOND % 3 == 0
                ? partial
                : whole);
  }

  @Override
  public Mood mood(Instance instance, String callerZone, long now, RandomGenerator random) {
    boolean hit =
        now >= from
            && now < to
            && (every == 0 || (now - from) / every % 2 == 0)
            && bad.contains(instance)
            && (share >= 1 || random.nextDouble() < share);
    if (!hit) {
      return Mood.WELL;
    }
    // A cut is between zones: who is in the same one does not notice.
    return mood == Mood.CUT && instance.place().zone().equals(callerZone) ? Mood.WELL : mood;
  }

  @Override
  public Candidates listed(long now) {
    return listed.apply(now);
  }
}
