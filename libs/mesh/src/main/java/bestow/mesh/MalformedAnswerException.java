package bestow.mesh;

import java.io.IOException;

/// An answer that is no HTTP/1.1, or is larger than allowed.
final class MalformedAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String what;

  /// @param what what was wrong, as the end of a sentence about the peer
  MalformedAnswerException(String what) {
    super(what);
    this.what = what;
  }

  String what() {
    return what;
  }
}
