package bestow.simulation;

import java.io.Serial;

/// The death of a process in the middle of what it did.
public final class Crash extends Error {
  @Serial private static final long serialVersionUID = 1L;

  Crash() {
    super("the process died", null, false, false);
  }
}
