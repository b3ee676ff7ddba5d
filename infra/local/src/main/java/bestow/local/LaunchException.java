package bestow.local;

import java.io.Serial;

/// Why a run cannot begin or go on: sentences for the person who started it.
public final class LaunchException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// Refuses with sentences.
  public LaunchException(String message) {
    super(message);
  }

  /// Refuses with sentences, because of something else.
  public LaunchException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The sentences.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
