package bestow.server;

/// A text that must never be seen: a password, a token, a key. It prints as `***`, so that a record
/// which holds it can be logged.
public final class Secret {

  private final String text;

  /// A secret of that text; empty for none.
  public Secret(String text) {
    this.text = text;
  }

  /// The text itself, for the one place that needs it.
  public String reveal() {
    return text;
  }

  /// Whether there is none.
  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "(none)" : "***";
  }
}
