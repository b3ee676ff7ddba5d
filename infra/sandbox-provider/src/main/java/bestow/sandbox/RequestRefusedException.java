package bestow.sandbox;

import bestow.wire.Problem;
import java.io.Serial;

/// A request that is answered with a problem before it means anything.
final class RequestRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RequestRefusedException(int status, String code, String title, String detail) {
    // No stack trace: the sender's mistake, and a flood of them should cost little.
    super(detail, null, false, false);
    this.problem = Problem.of(status, code, title, detail);
  }

  /// What to answer.
  Problem problem() {
    return problem;
  }
}
