package bestow.wire.gateway;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// 202 to a partner: the order is on disk, and its gift is delivered or will be. What the gift is
/// worth to its user (a receipt, a code) is not the partner's to see.
///
/// @param id the partner's own name for it
/// @param order its order number here
/// @param status `delivered` or `processing`
/// @param promisedBy ISO 8601, while processing
/// @param repeated true when the same order had been taken before
@Json
public record PaidOrderAnswer(
    String id,
    String order,
    String status,
    @Nullable String promisedBy,
    @Nullable Boolean repeated) {}
