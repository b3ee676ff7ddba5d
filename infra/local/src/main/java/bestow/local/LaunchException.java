package bestow.local;

import java.io.Serial;

/// Why a run cannot begin or go on: sentences for the person who started it.
final class LaunchException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  LaunchException(String message) {
    super(message);
  }

  LaunchException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The sentences.
  String sentence() {
    return String.valueOf(getMessage());
  }
}
