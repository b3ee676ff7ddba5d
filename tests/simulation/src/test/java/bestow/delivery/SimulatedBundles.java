package bestow.delivery;

import bestow.simulation.BundleShortcut;
import bestow.simulation.Chaos;
import bestow.wire.delivery.BundleState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Delivery's bundles in a simulated world, each step of which may fail as the world wants it.
/// Nothing in it is ever lost; every version of every bundle is seen.
public final class SimulatedBundles {
  private final MemoryBundleStore store = new MemoryBundleStore();
  private final Map<OrderNumber, Bundle> bundles = new LinkedHashMap<>();
  private final Chaos chaos;
  private final BundleShortcut shortcut;

  public SimulatedBundles(Chaos chaos, BundleShortcut shortcut) {
    this.chaos = chaos;
    this.shortcut = shortcut;
  }

  /// Where the bundle stands; nothing where it was never written down.
  public Optional<BundleState> state(String number) {
    return Optional.ofNullable(bundles.get(new OrderNumber(number))).map(Bundle::state);
  }

  /// Whether nothing more will be done for any bundle.
  public boolean quiet() {
    return bundles.values().stream().allMatch(Bundle::isFinal);
  }

  /// All bundles, for whoever looks into a failure.
  @Override
  public String toString() {
    return bundles.values().toString();
  }

  List<OrderNumber> due(long now) {
    var due = new ArrayList<OrderNumber>();
    for (var bundle : bundles.values()) {
      if (bundle.dueAt() != 0 && bundle.dueAt() <= now) {
        due.add(bundle.number());
      }
    }
    return due;
  }

  /// What becomes of an order's stock, where it is part of a bundle.
  Optional<BundleShortcut> shortcut() {
    return Optional.of(shortcut).filter(one -> one != BundleShortcut.NONE);
  }

  BundleStore store() {
    return new Failing();
  }

  /// L5: a final answer stays, a bundle that is given stays so, and versions only go forward.
  private void written(Bundle next) {
    var before = bundles.put(next.number(), next);
    if (before != null
        && (before.isFinal()
            || (before.isGiven() && !next.isGiven())
            || (before.state() == BundleState.UNDOING && next.isGiven())
            || next.version() <= before.version())) {
      throw new AssertionError("L5: was " + before + ", is " + next);
    }
  }

  private final class Failing implements BundleStore {
    @Override
    public Read read(OrderNumber number) {
      chaos.step();
      return chaos.fault() == Chaos.Fault.NONE
          ? store.read(number)
          : new Read.Unanswered("no answer");
    }

    @Override
    public Written write(Optional<Bundle> expected, Bundle next) {
      chaos.step();
      var written = attempt(expected, next);
      // Whoever wrote it may stand still before it does what it wrote.
      chaos.step();
      return written;
    }

    private Written attempt(Optional<Bundle> expected, Bundle next) {
      if (shortcut == BundleShortcut.UNWRITTEN_UNDO && next.state() == BundleState.UNDOING) {
        // Goes back on what it saw, whatever others have written by now.
        return new Written.Done();
      }
      return switch (chaos.fault()) {
        case NONE -> put(expected, next);
        case NOT_DONE -> new Written.NotSent("not reached");
        case NOT_DONE_UNKNOWN -> new Written.InDoubt("no answer");
        case DONE_UNKNOWN -> {
          var _ = put(expected, next);
          yield new Written.InDoubt("no answer");
        }
      };
    }

    private Written put(Optional<Bundle> expected, Bundle next) {
      var before = store.read(next.number());
      var written = store.write(expected, next);
      if (written instanceof Written.Done && !before.equals(store.read(next.number()))) {
        written(next);
      }
      return written;
    }
  }
}
