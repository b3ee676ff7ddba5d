package bestow.drills;

import java.util.List;

/// The table of drills.
final class Drills {
  private Drills() {}

  /// All of them, in the order in which they are played.
  static List<Drill> all() {
    return List.of(
        new Abcd(),
        new HalfSick(),
        new SlowNode(),
        new RegistryDead(),
        new ZoneB(),
        new BrownOut(),
        new HungCallee(),
        new Bypassed(),
        new PrimaryBackup(),
        new Planes(),
        new LateSuccess(),
        new NoOrderNumber(),
        new AsyncOutage(),
        new PaidOrders(),
        new Bundled(),
        new HotGift(),
        new StoreFailover(),
        new StoreLoss(),
        new Swarm(Main.SEED),
        new Soak());
  }
}
