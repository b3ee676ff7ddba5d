package bestow.mesh;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Who may be chosen, as arrays that are read and never changed: choosing costs the same among
/// three as among a thousand. A new one is made whenever an instance comes, goes or changes.
final class View {

  // 4 looks: enough to keep a fresh instance's share close to what it should be even where it is
  // one of two.
  private static final int LOOKS = 4;

  /// How far a call may go.
  enum Reach {
    /// To whoever has room.
    ANYWHERE,
    /// To the plane that is called first: it has been passed on by another plane before.
    OWN_PLANE
  }

  /// Instances that stand in one place.
  ///
  /// @param reach whether they are of the plane that is called first
  /// @param zone where they stand
  /// @param choices them, at least one
  /// @param capacity how much they can do, as far as is known
  /// @param share the share of all calls that they get
  record Group(Reach reach, String zone, List<Choice> choices, double capacity, double share) {
    Group {
      choices = List.copyOf(choices);
      if (choices.isEmpty()) {
        throw new IllegalArgumentException("A group has at least one instance");
      }
    }
  }

  /// How many do what.
  ///
  /// @param well how many are in the choice and well
  /// @param onlyWell the one that is where it is one
  /// @param trials how many are on trial
  record Census(int well, Optional<Instance> onlyWell, int trials) {}

  private final Group[] groups;
  private final double[] upTo;
  private final double[] upToOwn;
  private final Census census;
  private final double warmLeast;

  /// @param warmLeast the first share of an instance that warms up
  View(List<Group> groups, Census census, double warmLeast) {
    this.groups = groups.toArray(Group[]::new);
    this.upTo = new double[this.groups.length];
    this.upToOwn = new double[this.groups.length];
    double all = 0;
    double own = 0;
    for (int i = 0; i < this.groups.length; i++) {
      var group = this.groups[i];
      all += group.share();
      own += group.reach() == Reach.OWN_PLANE ? group.share() : 0;
      upTo[i] = all;
      upToOwn[i] = own;
    }
    this.census = census;
    this.warmLeast = warmLeast;
  }

  static View nobody() {
    return new View(List.of(), new Census(0, Optional.empty(), 0), 1);
  }

  /// Whether somebody is on trial, so that a call may be a probe.
  boolean trying() {
    return census.trials() > 0;
  }

  /// Whether somebody other than `instance` is in the choice and well.
  boolean another(Instance instance) {
    return census.well() > 1
        || (census.onlyWell().isPresent() && !census.onlyWell().get().equals(instance));
  }

  /// All places, with the share of calls that each gets.
  List<Group> groups() {
    return List.of(groups);
  }

  /// Chooses somebody; none where there is nobody within reach.
  Optional<Choice> pick(Reach reach, RandomGenerator random, long now) {
    int group = group(reach, random);
    return group == groups.length
        ? Optional.empty()
        : Optional.of(within(groups[group], random, now));
  }

  /// Chooses somebody other than `avoid`: in another zone where that can do anything, since what is
  /// wrong with one may be wrong with its neighbours, else in the same one. It is `avoid` itself
  /// where there is nobody else within reach.
  Optional<Choice> pickOther(Instance avoid, Reach reach, RandomGenerator random, long now) {
    int away = away(avoid, reach, random);
    if (away < groups.length) {
      return Optional.of(within(groups[away], random, now));
    }
    for (var group : groups) {
      if (isWithin(group, reach)) {
        var choice = within(group, random, now);
        if (!choice.instance().equals(avoid)) {
          return Optional.of(choice);
        }
        int size = group.choices().size();
        if (size > 1) {
          int next = group.choices().indexOf(choice) + 1 + random.nextInt(size - 1);
          return Optional.of(group.choices().get(next % size));
        }
      }
    }
    return pick(reach, random, now);
  }

  /// Any place in another zone, the more likely the more it can do.
  private int away(Instance avoid, Reach reach, RandomGenerator random) {
    double sum = 0;
    for (var group : groups) {
      sum += isAway(group, avoid, reach) ? group.capacity() : 0;
    }
    double drawn = random.nextDouble() * sum;
    for (int i = 0; i < groups.length; i++) {
      drawn -= isAway(groups[i], avoid, reach) ? groups[i].capacity() : 0;
      if (drawn < 0) {
        return i;
      }
    }
    return groups.length;
  }

  private static boolean isAway(Group group, Instance avoid, Reach reach) {
    return isWithin(group, reach) && !group.zone().equals(avoid.place().zone());
  }

  private static boolean isWithin(Group group, Reach reach) {
    return reach == Reach.ANYWHERE || group.reach() == Reach.OWN_PLANE;
  }

  private int group(Reach reach, RandomGenerator random) {
    var sums = reach == Reach.OWN_PLANE ? upToOwn : upTo;
    double sum = sums.length == 0 ? 0 : sums[sums.length - 1];
    double drawn = random.nextDouble() * sum;
    int group = 0;
    while (group < sums.length && drawn >= sums[group]) {
      group++;
    }
    return group;
  }

  private Choice within(Group group, RandomGenerator random, long now) {
    var choices = group.choices();
    if (choices.size() == 1) {
      return choices.getFirst();
    }
    var choice = choices.get(random.nextInt(choices.size()));
    for (int look = 1; look < LOOKS; look++) {
      if (now >= choice.warmUntil() || random.nextDouble() < choice.weight(now, warmLeast)) {
        return choice;
      }
      choice = choices.get(random.nextInt(choices.size()));
    }
    return choice;
  }
}
