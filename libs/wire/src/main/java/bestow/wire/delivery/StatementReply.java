package bestow.wire.delivery;

import io.avaje.jsonb.Json;

/// `POST /v1/statements/{provider}/{statement}`: what came of a provider's statement.
///
/// @param lines deliveries that it states
/// @param agreed of which delivery has the same
/// @param late that were in doubt here and are delivered now
/// @param found that differ, or that delivery never had
/// @param unstated deliveries of ours that stand in no statement; 0 where no period was given
@Json
public record StatementReply(long lines, long agreed, long late, long found, long unstated) {}
