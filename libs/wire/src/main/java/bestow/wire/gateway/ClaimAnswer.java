package bestow.wire.gateway;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// A claim as its user sees it. Members that do not apply are absent.
///
/// @param order the order number
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param status `delivered`, `processing` or `refused`
/// @param receipt the provider's word, once delivered
/// @param deliveredAt ISO 8601, once delivered
/// @param promisedBy ISO 8601, while processing
/// @param reason why, once refused
/// @param repeated true when the same claim had been made before
@Json
public record ClaimAnswer(
    String order,
    String campaign,
    String gift,
    String status,
    @Nullable String receipt,
    @Nullable String deliveredAt,
    @Nullable String promisedBy,
    @Nullable String reason,
    @Nullable Boolean repeated) {}
