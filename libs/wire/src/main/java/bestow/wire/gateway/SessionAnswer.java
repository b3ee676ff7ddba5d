package bestow.wire.gateway;

import io.avaje.jsonb.Json;

/// A session that was opened.
///
/// @param token for `Authorization: Bearer`
/// @param expiresAt ISO 8601
@Json
public record SessionAnswer(String token, String expiresAt) {}
