package bestow.simulation;

import java.util.random.RandomGenerator;

/// What goes wrong at each step that leaves a process, and how long the step takes. Different in
/// every world, so that some have much of one thing and none of another; and nothing once it is
/// healed.
public final class Chaos {
  static final long MILLI = 1_000_000L;

  /// What becomes of a step.
  public enum Fault {
    /// It is done and known to be.
    NONE,
    /// It is not done, and known not to be.
    NOT_DONE,
    /// It is done, and nobody is told.
    DONE_UNKNOWN,
    /// It is not done, and nobody is told.
    NOT_DONE_UNKNOWN
  }

  private final RandomGenerator random;
  private final Turns turns;
  private final double faults;
  private final double standstills;
  private boolean healed;

  Chaos(RandomGenerator random, Turns turns) {
    this.random = random;
    this.turns = turns;
    this.faults = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.2);
    this.standstills = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.05);
  }

  /// Nanoseconds of virtual time.
  public long nanos() {
    return turns.nanos();
  }

  /// Chance.
  public RandomGenerator random() {
    return random;
  }

  /// From now on everything goes well.
  void heal() {
    healed = true;
  }

  /// Whether everything goes well.
  public boolean isHealed() {
    return healed;
  }

  /// Whether it happens this time.
  public boolean chance(double probability) {
    return !healed && random.nextDouble() < probability;
  }

  /// A step of the process: others have their turns, it may die before it goes on, and sometimes it
  /// stands still for a long while.
  public void step() {
    boolean still = !healed && random.nextDouble() < standstills;
    turns.sleep(still ? random.nextLong(30_000) * MILLI : random.nextLong(20 * MILLI));
  }

  /// A pause of the process.
  public void pause(long nanos) {
    turns.sleep(nanos);
  }

  /// What becomes of the step that comes now.
  public Fault fault() {
    if (healed || random.nextDouble() >= faults) {
      return Fault.NONE;
    }
    return switch (random.nextInt(3)) {
      case 0 -> Fault.NOT_DONE;
      case 1 -> Fault.DONE_UNKNOWN;
      default -> Fault.NOT_DONE_UNKNOWN;
    };
  }

  /// Does that in so many nanoseconds, whoever has died by then.
  public void after(long nanos, Runnable what) {
    turns.after(nanos, what);
  }
}
