package bestow.wire;

import java.io.Serial;

/// Bytes that are not the record they should be. The message is a sentence for the sender: what was
/// wrong and where.
public final class MalformedJsonException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  MalformedJsonException(String sentence) {
    // No stack trace: the sender's mistake, answered with a 4xx; under a flood of bad input a trace
    // would cost more than the claim.
    super(sentence, null, false, false);
  }
}
