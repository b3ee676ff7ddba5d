package bestow.gateway;

import org.jspecify.annotations.Nullable;

/// A claim as it came through the door; its shape is checked, nothing else.
///
/// @param token of the session that claims
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param key the Idempotency-Key; null where none was sent
/// @param ip the peer's address
/// @param device the device's id; empty where none was sent
record Claim(
    String token, String campaign, String gift, @Nullable String key, String ip, String device) {}
