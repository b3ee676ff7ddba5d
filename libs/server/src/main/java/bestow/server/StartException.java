package bestow.server;

import java.io.Serial;
import java.util.List;

/// A start that was refused. Each problem is a sentence for whoever starts the service: what is
/// wrong, with its value, and what would be right.
public final class StartException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  StartException(List<String> problems) {
    super(String.join("\n", problems));
  }

  StartException(String problem) {
    this(List.of(problem));
  }

  /// All that is wrong, one sentence and one line each.
  public List<String> problems() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
