package bestow.wire.session;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/sessions/validate-all`: whose sessions are these?
///
/// @param tokens as they were handed out, 1 to 50
@Json
public record ValidateAllRequest(List<String> tokens) {
  /// How many sessions are asked about at once at the most.
  public static final int TOKENS_MAX = 50;

  public ValidateAllRequest {
    if (tokens.isEmpty() || tokens.size() > TOKENS_MAX)
      throw new IllegalArgumentException("tokens 1 to 50, were " + tokens.size());
    if (tokens.stream().anyMatch(String::isEmpty))
      throw new IllegalArgumentException("one of tokens is empty");
    tokens = List.copyOf(tokens);
  }
}
