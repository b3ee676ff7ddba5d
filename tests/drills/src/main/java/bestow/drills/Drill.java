package bestow.drills;

import bestow.local.LaunchException;
import java.io.IOException;
import java.util.List;

/// One drill: what runs, what is done to it, and what must come of it.
interface Drill {
  /// What it is called on the command line.
  String name();

  /// What happens, for whoever reads its page.
  String story();

  /// What runs.
  Site site();

  /// The same as a seed has it; most drills leave nothing to chance before they begin.
  default Drill seeded(long seed) {
    return this;
  }

  /// What its seed chose before it begins, in words; empty where it chooses nothing.
  default String chosen() {
    return "";
  }

  /// How often a provider may deliver an order.
  default int deliveriesMax() {
    return 1;
  }

  /// Plays it: everything runs and is warm, and the crowds claim.
  ///
  /// @return its figures; the same ones in the same order each time
  List<Figure> play(Scene scene) throws IOException, LaunchException, InterruptedException;
}
