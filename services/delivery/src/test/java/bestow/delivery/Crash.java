package bestow.delivery;

import java.io.Serial;

/// The death of an instance in the middle of its work.
final class Crash extends Error {
  @Serial private static final long serialVersionUID = 1L;

  Crash() {
    super("the instance died");
  }
}
