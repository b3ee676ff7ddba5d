package bestow.wire.session;

import io.avaje.jsonb.Json;

/// `POST /v1/sessions/close`: log out.
///
/// @param token the session that asks
/// @param scope which sessions end
@Json
public record CloseRequest(String token, Scope scope) {
  public CloseRequest {
    if (token.isEmpty()) throw new IllegalArgumentException("token is empty");
    if (scope == null) throw new IllegalArgumentException("scope is missing: this or everywhere");
  }

  /// Which sessions of the user end.
  public enum Scope {
    THIS("this"),
    EVERYWHERE("everywhere");

    private final String word;

    Scope(String word) {
      this.word = word;
    }

    /// The word on the wire.
    @Json.Value
    public String word() {
      return word;
    }
  }
}
